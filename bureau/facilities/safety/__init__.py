"""安全隐患, permits for dangerous work, findings that become one or a repair."""
