"""The bureau without a screen: ledgers, storage, figures and papers, usable and testable headless."""
