"""数据交换: packages handed to other PCs and read in from them."""
