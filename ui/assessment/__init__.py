"""考核办法: rubrics, rules of payment and awards, edited by the bureau; shared by both departments."""
