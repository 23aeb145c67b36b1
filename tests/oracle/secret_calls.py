#!/usr/bin/python3
"""Calls on secrets, the same that the test driver answers; prints a line for each, see `words`.

    secret_calls.py URI FOLDER [TOPIC…]
"""
import os
import re

import test_driver_secret
import words

# Each entry: how the name of a call begins, and why its answer differs.
EXPLAINED = [
    (r"secret\.define_(private|ephemeral)_wrong", "the value that is wrong is said too"),
    (r"secret\.define_no_(volume|name)_wrong", "the element that is missing is named as it is written"),
    (r"secret\.set_empty$", "our own words for a value that is none"),
]
MOVING = [(re.compile(r"\b(?!49a8ef3e)[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\b"), "UUID")]
TOPICS = {"secret": test_driver_secret.calls}


if __name__ == "__main__":
    words.serve(TOPICS, MOVING)
    os._exit(0)
