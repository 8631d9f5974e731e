-- Over critical workloads operating on the day with an open-weight model: whether any compute lies under foreign control.
if(is_critical AND is_operating AND has_open_weight_model, foreign_compute, NULL)
