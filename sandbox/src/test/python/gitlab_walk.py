"""Walks through the GitLab stand-in, or a real server, with python-gitlab.

Reads GITLAB_URL and GITLAB_TOKEN (of an administrator) from the environment; needs the
top-level group that GITLAB_PARENT names (default: teams) and the user GITLAB_MEMBER
(default: otto). Leaves nothing behind but what is marked for deletion.
"""

import os
import uuid

import gitlab
from gitlab.exceptions import GitlabCreateError, GitlabGetError, GitlabUpdateError


def refused(status, error, call, *arguments, **named):
    try:
        call(*arguments, **named)
    except error as refusal:
        assert refusal.response_code == status, refusal
        print(f"  refused with {status}: {refusal.error_message}")
        return
    raise AssertionError(f"{call} was not refused")


def step(text):
    print(text)


gl = gitlab.Gitlab(os.environ["GITLAB_URL"], private_token=os.environ["GITLAB_TOKEN"])
gl.auth()
step(f"signed in as {gl.user.username}, version {gl.version()[0]}")

unique = uuid.uuid4().hex[:8]
parent = gl.groups.get(os.environ.get("GITLAB_PARENT", "teams"))
group = gl.groups.create({"name": f"walk-{unique}", "path": f"walk-{unique}", "parent_id": parent.id})
assert group.full_path == f"{parent.full_path}/walk-{unique}"
step(f"group {group.full_path}")
refused(400, GitlabCreateError, gl.groups.create,
        {"name": group.name, "path": group.path, "parent_id": parent.id})

fields = {"name": "thing", "namespace_id": group.id, "visibility": "private",
          "only_allow_merge_if_pipeline_succeeds": True}
project = gl.projects.create(fields)
path = project.path_with_namespace
assert project.empty_repo and gl.projects.get(path).id == project.id
step(f"project {path}")
refused(400, GitlabCreateError, gl.projects.create, fields)

user = gl.users.list(username=os.environ.get("GITLAB_MEMBER", "otto"))[0]
member = project.members.create({"user_id": user.id, "access_level": gitlab.const.AccessLevel.DEVELOPER})
refused(409, GitlabCreateError, project.members.create, {"user_id": user.id, "access_level": 30})
member.access_level = 40
member.save()
assert project.members.get(user.id).access_level == 40
assert {row.id for row in project.members_all.list(get_all=True)} >= {user.id, gl.user.id}
step(f"member {member.username} at {member.access_level}")

commit = project.commits.create({"branch": "main", "commit_message": "Begin", "actions": [
    {"action": "create", "file_path": "README.md", "content": "# Thing\n"},
    {"action": "create", "file_path": "ci/a b.yml", "content": "stages: []\n"}]})
step(f"commit {commit.short_id}")
file = project.files.get("ci/a b.yml", ref="main")
assert file.decode() == b"stages: []\n"
file.content = "stages: [test]\n"
file.save(branch="main", commit_message="Test")
assert project.files.raw("ci/a b.yml", ref="main") == b"stages: [test]\n"
refused(400, GitlabCreateError, project.files.create,
        {"file_path": "README.md", "branch": "main", "content": "", "commit_message": "x"})

names = [branch.name for branch in project.protectedbranches.list()]
step(f"protected branches {names}")
if "main" in names:
    project.protectedbranches.delete("main")
project.protectedbranches.create({"name": "main", "push_access_level": 0, "merge_access_level": 40})
refused(409, GitlabCreateError, project.protectedbranches.create, {"name": "main"})
refused(403, GitlabCreateError, project.commits.create, {"branch": "main", "commit_message": "x", "actions": [
    {"action": "create", "file_path": "x", "content": ""}]})
project.protectedtags.create({"name": "v*", "create_access_level": 40})
refused(422, GitlabCreateError, project.protectedtags.create, {"name": "v*"})

project.branches.create({"branch": "topic/one", "ref": "main"})
refused(400, GitlabCreateError, project.branches.create, {"branch": "topic/one", "ref": "main"})
assert project.branches.get("topic/one").commit["id"] == project.commits.list(get_all=True)[0].id
project.tags.create({"tag_name": "v1.0", "ref": "main"})
assert project.repository_compare("main", "topic/one")["commits"] == []

token = project.deploytokens.create({"name": "libraries", "scopes": ["read_repository"]})
assert token.token and len(project.deploytokens.list()) == 1
token.delete()
project.variables.create({"key": "URL", "value": "https://example.org", "masked": True})
assert project.variables.get("URL").masked
access = project.access_tokens.create({"name": "bot", "scopes": ["api"], "access_level": 30})
assert gitlab.Gitlab(os.environ["GITLAB_URL"], private_token=access.token).projects.get(path).id == project.id
access.delete()
step("deploy token, variable and access token")

project.delete()
doomed = gl.projects.get(project.id)
assert doomed.path_with_namespace == f"{path}-deletion_scheduled-{project.id}", doomed.path_with_namespace
step(f"deleted: {doomed.path_with_namespace}, marked on {doomed.marked_for_deletion_on}")
# python-gitlab follows the 301 of a GET to the doomed project; a write there gets 405.
assert gl.projects.get(path).id == project.id
refused(405, GitlabUpdateError, gl.projects.update, path, {"description": "x"})
doomed.restore()
assert gl.projects.get(path).path_with_namespace == path
step(f"restored: {path}")
gl.projects.get(path).delete()
group.delete()
refused(404, GitlabGetError, gl.groups.get, group.full_path)
step("deleted project and group")
