// face_test - follows.
