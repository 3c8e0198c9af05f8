"""Workbooks that anybody can read: protected tables, or anybody's CSV and Parquet files, as ODS and XLSX."""
