"""统计月报: the period's figures at a glance, the records behind them, the papers made of them."""
