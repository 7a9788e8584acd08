import base64

import gitlab

from .stage import Walk


def create(path, content):
    return {"action": "create", "file_path": path, "content": content}


class Repository(Walk):

    def commit(self, project, *actions, branch="main", **fields):
        return project.commits.create({"branch": branch, "commit_message": "Change", "actions": list(actions), **fields})

    def test_commits_first_files(self):
        project = self.project()
        commit = self.commit(project, create("README.md", "# A\n"), create("ci/a b.yml", "stages: []\n"))
        self.answered(201)
        self.assertEqual([], commit.parent_ids)
        self.assertEqual(commit.id[:8], commit.short_id)
        self.assertRegex(commit.created_at, r"[+-]\d\d:\d\d$")
        project = self.gl.projects.get(project.id)
        self.assert_has(project, empty_repo=False, default_branch="main")
        file = project.files.get("ci/a b.yml", ref="main")
        self.assertEqual(b"stages: []\n", file.decode())
        self.assert_has(file, encoding="base64", last_commit_id=commit.id, file_name="a b.yml")
        self.assertEqual(b"# A\n", project.files.raw("README.md", ref="HEAD"))
        self.assertEqual(commit.id, project.files.head("README.md", ref="HEAD")["X-Gitlab-Last-Commit-Id"])
        self.assertEqual({"README.md", "ci", "ci/a b.yml"},
                         {entry["path"] for entry in project.repository_tree(recursive=True, iterator=True)})

    def test_changes_files_and_refuses_stale_changes(self):
        project = self.begun()
        first = project.files.get("README.md", ref="main").last_commit_id
        second = self.commit(project, create("other", "1"))
        # What counts is the last commit that touched that file.
        self.commit(project, {"action": "update", "file_path": "README.md", "content": "2", "last_commit_id": first})
        for stale in (first, second.id):
            with self.refused(400, r"^The file has changed since you started editing it: README.md"):
                self.commit(project, {"action": "update", "file_path": "README.md", "content": "3",
                                      "last_commit_id": stale})
        self.commit(project, {"action": "update", "file_path": "README.md", "content": "last writer wins"})
        self.assertEqual(b"last writer wins", project.files.raw("README.md", ref="main"))

    def test_moves_deletes_and_makes_executable(self):
        project = self.begun()
        self.commit(project, create("a", base64.b64encode(b"\x00\x01").decode()) | {"encoding": "base64"},
                    {"action": "move", "file_path": "b", "previous_path": "README.md"})
        self.commit(project, {"action": "chmod", "file_path": "b", "execute_filemode": True})
        self.assertEqual(b"\x00\x01", project.files.raw("a", ref="main"))
        self.assertTrue(project.files.get("b", ref="main").execute_filemode)
        self.commit(project, {"action": "delete", "file_path": "a"})
        with self.refused(404, {"message": "404 File Not Found"}):
            project.files.get("a", ref="main")

    def test_refuses_in_words_never_with_a_409(self):
        project = self.begun()
        with self.refused(400, r"^A file with this name already exists"):
            self.commit(project, create("README.md", "x"))
        with self.refused(400, r"^A file with this name doesn't exist"):
            self.commit(project, {"action": "update", "file_path": "none", "content": "x"})
        with self.refused(400, r"^You can only create or edit files when you are on a branch"):
            self.commit(project, create("x", "x"), branch="nowhere")
        self.commit(project, create("x", "x"), branch="topic", start_branch="main")
        with self.refused(400, r"^A branch called 'topic' already exists"):
            self.commit(project, create("y", "y"), branch="topic", start_branch="main")
        self.commit(project, create("y", "y"), branch="topic", start_branch="main", force=True)

    def test_writes_single_files(self):
        project = self.begun()
        fields = {"file_path": "docs/a.md", "branch": "main", "content": "one", "commit_message": "One"}
        file = project.files.create(fields)
        self.assertEqual({"file_path": "docs/a.md", "branch": "main"}, self.answered(201))
        with self.refused(400, r"^A file with this name already exists"):
            project.files.create(fields)
        file.content = "two"
        file.save(branch="main", commit_message="Two")
        self.answered(200)
        project.files.delete("docs/a.md", branch="main", commit_message="Three")
        self.answered(204)
        with self.refused(400, {"error": "ref is missing"}):
            self.gl.http_get(f"/projects/{project.id}/repository/files/README.md")

    def test_makes_and_removes_branches(self):
        project = self.begun()
        branch = project.branches.create({"branch": "topic/one", "ref": "main"})
        self.answered(201)
        self.assertEqual(project.commits.list(get_all=False)[0].id, branch.commit["id"])
        self.assertFalse(project.branches.get("topic/one").default)
        with self.refused(400, r"^Branch already exists"):
            project.branches.create({"branch": "topic/one", "ref": "main"})
        with self.refused(404, {"message": "404 Branch Not Found"}):
            project.branches.get("none")
        branch.delete()
        self.answered(204)

    def test_makes_a_first_commit_where_a_branch_is_asked_of_an_empty_repository(self):
        project = self.project()
        project.branches.create({"branch": "topic", "ref": "main"})
        self.answered(201)
        self.assertTrue(project.files.raw("README.md", ref="main"))

    def test_makes_tags(self):
        project = self.begun()
        tag = project.tags.create({"tag_name": "v1.0", "ref": "main", "message": "First"})
        self.answered(201)
        self.assert_has(tag, name="v1.0", message="First")
        with self.refused(400, r"already exists"):
            project.tags.create({"tag_name": "v1.0", "ref": "main"})
        tag.delete()
        self.answered(204)

    def test_compares(self):
        project = self.begun()
        commit = self.commit(project, create("x", "x"), branch="topic", start_branch="main")
        comparison = project.repository_compare("main", "topic")
        self.assertEqual([commit.id], [one["id"] for one in comparison["commits"]])
        self.assertEqual(["x"], [one["new_path"] for one in comparison["diffs"]])
        self.assertEqual([], project.repository_compare("topic", "main")["commits"])

    def test_reverts_once(self):
        project = self.begun()
        commit = self.commit(project, create("x", "x"))
        commit.revert("main")
        self.answered(201)
        with self.assertRaises(gitlab.GitlabError):
            commit.revert("main")
        self.assertEqual({"message", "error_code"}, set(self.answered(400)))

    def test_counts_no_commits(self):
        project = self.begun()
        self.commit(project, create("x", "x"))
        commits = project.commits.list(iterator=True, per_page=1)
        self.assertIsNone(commits.total)
        self.assertNotIn("X-Total-Pages", self.last.headers)
        self.assertNotIn("last", self.last.links)
        self.assertEqual(2, len(list(commits)))
