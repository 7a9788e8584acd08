"""What every part of the walk stands on."""

import contextlib
import os
import unittest
import uuid

import gitlab
import requests


class Seen(requests.Session):
    """Remembers the last answer, so that it can be looked at as it came over the wire."""

    def request(self, *arguments, **named):
        self.last = super().request(*arguments, **named)
        return self.last


def client(token=None, **named):
    return gitlab.Gitlab(os.environ["GATEHOUSE_GITLAB_URL"], private_token=token, session=Seen(), timeout=30, **named)


class Walk(unittest.TestCase):
    """Each test makes a group of its own, which is deleted at the end."""

    maxDiff = None

    @classmethod
    def setUpClass(cls):
        cls.gl = client(os.environ["GATEHOUSE_GITLAB_TOKEN"])
        cls.gl.auth()
        cls.parent = cls.gl.groups.get(os.environ.get("GATEHOUSE_GITLAB_PARENT", "teams"))
        cls.other = cls.gl.users.list(username=os.environ.get("GATEHOUSE_GITLAB_USER", "otto"), get_all=False)[0]

    @property
    def last(self):
        return self.gl.session.last

    def fresh(self, name="walk"):
        return f"{name}-{uuid.uuid4().hex[:8]}"

    def group(self, parent=None, **fields):
        name = self.fresh("group")
        group = self.gl.groups.create({"name": name, "path": name, "parent_id": (parent or self.parent).id, **fields})
        self.addCleanup(self.gone, self.gl.groups, group.id)
        return group

    def project(self, group=None, **fields):
        group = group or self.group()
        return self.gl.projects.create({"name": self.fresh("project"), "namespace_id": group.id, **fields})

    def begun(self, **fields):
        """A project with a first commit."""
        project = self.project(**fields)
        project.commits.create({"branch": "main", "commit_message": "Begin", "actions": [
            {"action": "create", "file_path": "README.md", "content": "# Walk\n"}]})
        return project

    @staticmethod
    def gone(manager, identity):
        with contextlib.suppress(gitlab.GitlabError):
            manager.delete(identity)

    def token_of(self, user, *scopes):
        """A personal access token of somebody, as a client."""
        token = user.personal_access_tokens.create({"name": self.fresh(), "scopes": list(scopes or ["api"])})
        return client(token.token)

    def answered(self, status, of=None):
        """The last answer's body, whose status is this one."""
        answer = (of or self.gl).session.last
        self.assertEqual(status, answer.status_code, answer.text)
        return answer.json() if answer.content else None

    @contextlib.contextmanager
    def refused(self, status, body=None, by=None):
        """Somebody is refused with a status and a body: an object, or a pattern that its message fits."""
        with self.assertRaises(gitlab.GitlabError) as caught:
            yield
        self.assertEqual(status, caught.exception.response_code, caught.exception)
        said = self.answered(status, by)
        if isinstance(body, str):
            self.assertEqual(["message"], list(said))
            self.assertIsInstance(said["message"], str)
            self.assertRegex(said["message"], body)
        elif body is not None:
            self.assertEqual(body, said)

    def assert_has(self, thing, **fields):
        self.assertEqual(fields, {name: getattr(thing, name) for name in fields})
