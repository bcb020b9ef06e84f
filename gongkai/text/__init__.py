"""The Chinese of the law: numerals, document numbers, statute structure, citations, markup."""
