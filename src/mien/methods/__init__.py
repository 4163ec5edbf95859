"""Methods: ours and the baselines, equals behind two small protocols."""
