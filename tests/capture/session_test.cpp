// session_test - follows.
