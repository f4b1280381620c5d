"""A person without any document: questions, a voucher, a second officer, then a decision.

Nobody is turned away for lack of a document: who is not identified is referred.
"""
