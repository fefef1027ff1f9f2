"""The 系统 tab: register, classifications, the bureau's settings, history, data folder, fonts."""
