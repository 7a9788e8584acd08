"""A walk through a GitLab, the stand-in or a real one, with a client that others wrote.

Asserts what GitLab documents: statuses, bodies and headers. See bin/gitlab-walk.
"""
