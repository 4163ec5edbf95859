"""Networks: functions of tensors and parameters."""
