"""Record linkage: which records of several givers are one person."""
