-- The stack layer in which a critical workload operating on the day uses the row's provider.
layer
