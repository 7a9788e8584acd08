from .stage import Walk


def levels(rules):
    return [rule["access_level"] for rule in rules]


class Protection(Walk):

    def test_protects_branches(self):
        project = self.project()
        rule = project.protectedbranches.create({"name": "release/*", "push_access_level": 0,
                                                 "merge_access_level": 30})
        self.answered(201)
        self.assertEqual([0], levels(rule.push_access_levels))
        self.assertEqual([30], levels(rule.merge_access_levels))
        self.assertFalse(rule.allow_force_push)
        again = project.protectedbranches.get("release/*")
        self.assertEqual(rule.push_access_levels, again.push_access_levels)
        with self.refused(409, r"already exists"):
            project.protectedbranches.create({"name": "release/*"})
        rule.delete()
        self.answered(204)
        with self.refused(404, {"message": "404 Not found"}):
            project.protectedbranches.get("release/*")

    def test_takes_maintainers_where_nothing_is_said(self):
        rule = self.project().protectedbranches.create({"name": "stable"})
        self.assertEqual([40], levels(rule.push_access_levels))
        self.assertEqual([40], levels(rule.merge_access_levels))

    def test_changes_nothing_but_whether_one_may_force(self):
        project = self.project()
        project.protectedbranches.create({"name": "main", "push_access_level": 0, "merge_access_level": 30})
        project.protectedbranches.update("main", {"allow_force_push": True, "push_access_level": 40})
        self.answered(200)
        rule = project.protectedbranches.get("main")
        self.assertTrue(rule.allow_force_push)
        self.assertEqual([0], levels(rule.push_access_levels))

    def test_refuses_levels_that_are_none(self):
        project = self.project()
        for level in (20, 35, 50):
            with self.subTest(level), self.refused(400):
                project.protectedbranches.create({"name": "x", "push_access_level": level})
            self.assertEqual(["error"], list(self.answered(400)))
        with self.refused(422):
            project.protectedbranches.create({"name": " "})
        self.assertIsInstance(self.answered(422)["message"], list)

    def test_protects_the_default_branch_by_itself(self):
        project = self.begun()
        if "main" in [rule.name for rule in project.protectedbranches.list(iterator=True)]:
            with self.refused(409):
                project.protectedbranches.create({"name": "main"})

    def test_protects_tags(self):
        project = self.project()
        rule = project.protectedtags.create({"name": "v*"})
        self.answered(201)
        self.assertEqual([40], levels(rule.create_access_levels))
        with self.refused(422):
            project.protectedtags.create({"name": "v*"})
        self.assertIsInstance(self.answered(422)["message"], list)
        self.assertEqual("v*", project.protectedtags.get("v*").name)
        rule.delete()
        self.answered(204)
        self.assertEqual([], project.protectedtags.list(get_all=False))

    def test_holds_people_to_it(self):
        project = self.begun()
        self.gone(project.protectedbranches, "main")
        project.protectedbranches.create({"name": "main", "push_access_level": 40, "merge_access_level": 40})
        project.protectedtags.create({"name": "v*", "create_access_level": 40})
        project.members.create({"user_id": self.other.id, "access_level": 30})
        theirs = self.token_of(self.other)
        same = theirs.projects.get(project.id)
        change = {"branch": "main", "commit_message": "x", "actions": [
            {"action": "create", "file_path": "x", "content": "x"}]}
        with self.refused(403, r"not allowed to push", theirs):
            same.commits.create(change)
        same.branches.create({"branch": "topic/one", "ref": "main"})
        same.commits.create({**change, "branch": "topic/one"})
        with self.refused(400, r"protected", theirs):
            same.tags.create({"tag_name": "v1", "ref": "main"})
