"""Make a study of clips that methods left in folders."""
