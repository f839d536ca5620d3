"""Facts into Parquet and views for people; what a figure means is decided before."""
