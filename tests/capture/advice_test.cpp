// advice_test - follows.
