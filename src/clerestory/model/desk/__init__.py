"""What people at the desk read and do: documents, anchors of comments, acts."""
