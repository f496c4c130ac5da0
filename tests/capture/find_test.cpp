// find_test - follows.
