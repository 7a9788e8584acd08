from .stage import Walk


class Groups(Walk):

    def test_creates_a_subgroup(self):
        group = self.group(visibility="private")
        self.answered(201)
        self.assert_has(group, full_path=f"{self.parent.full_path}/{group.path}", parent_id=self.parent.id,
                        visibility="private", marked_for_deletion_on=None)
        self.assertEqual(group.id, self.gl.groups.get(group.full_path.upper()).id)
        self.assertEqual(group.id, self.gl.groups.get(group.id).id)
        self.assertIn(group.id, [child.id for child in self.parent.subgroups.list(iterator=True)])
        self.assertIn(group.id, [child.id for child in self.parent.descendant_groups.list(iterator=True)])

    def test_leaves_projects_out_when_asked_to(self):
        project = self.project()
        path = project.namespace["full_path"]
        self.assertEqual([project.id], [one["id"] for one in self.gl.groups.get(path).attributes["projects"]])
        self.assertNotIn("projects", self.gl.groups.get(path, with_projects=False).attributes)

    def test_refuses_a_duplicate_with_a_text_that_is_a_hash_of_ruby(self):
        group = self.group()
        with self.refused(400, r"^Failed to save group \{.*has already been taken"):
            self.gl.groups.create({"name": group.name, "path": group.path.upper(), "parent_id": self.parent.id})
        with self.refused(400, r"^Failed to save group \{.*path"):
            self.gl.groups.create({"name": "Fine", "path": "a--b", "parent_id": self.parent.id})

    def test_refuses_reserved_names(self):
        group = self.group()
        for path in ("tree", "-", "Wikis", "x", "a.git", "a.atom", "-a", "a-"):
            with self.subTest(path), self.refused(400, r"^Failed to save group"):
                self.gl.groups.create({"name": f"Fine {path.strip('-.')}", "path": path, "parent_id": group.id})
        for path in ("api", "Admin", self.other.username.upper()):
            with self.subTest(path), self.refused(400, r"^Failed to save group"):
                self.gl.groups.create({"name": "Fine", "path": path})

    def test_tells_missing_rights_from_what_cannot_be_seen(self):
        group = self.group()
        somebody = self.token_of(self.other)
        child = {"name": "x", "path": self.fresh(), "parent_id": group.id}
        with self.refused(404, {"message": "404 Group Not Found"}, somebody):
            somebody.groups.get(group.full_path)
        with self.refused(404, by=somebody):
            somebody.groups.create(child)
        group.members.create({"user_id": self.other.id, "access_level": 10})
        self.assertEqual(group.id, somebody.groups.get(group.full_path).id)
        with self.refused(403, {"message": "403 Forbidden"}, somebody):
            somebody.groups.create(child)
        with self.refused(403, {"message": "403 Forbidden"}, somebody):
            somebody.groups.update(group.id, {"name": "Other"})

    def test_lists_by_what_is_asked(self):
        group = self.group()
        group.members.create({"user_id": self.other.id, "access_level": 30})
        somebody = self.token_of(self.other)
        self.assertIn(group.id, [one.id for one in somebody.groups.list(iterator=True)])
        self.assertIn(group.id, [one.id for one in somebody.groups.list(min_access_level=30, iterator=True)])
        self.assertNotIn(group.id, [one.id for one in somebody.groups.list(min_access_level=40, iterator=True)])
        self.assertNotIn(group.id, [one.id for one in somebody.groups.list(owned=True, iterator=True)])
        self.assertNotIn(group.id, [one.id for one in self.gl.groups.list(top_level_only=True, iterator=True)])
        self.assertEqual([group.id], [one.id for one in self.gl.groups.list(search=group.path, iterator=True)])

    def test_changes_and_archives(self):
        group = self.group()
        group.description = "Changed."
        group.save()
        self.answered(200)
        self.gl.http_post(f"/groups/{group.id}/archive")
        self.answered(200)
        self.assertTrue(self.gl.groups.get(group.id).archived)
        self.gl.http_post(f"/groups/{group.id}/unarchive")
        self.answered(200)

    def test_does_not_follow_a_former_path(self):
        group = self.group()
        old = group.full_path
        self.gl.groups.update(group.id, {"path": self.fresh("moved")})
        with self.refused(404, {"message": "404 Group Not Found"}):
            self.gl.groups.get(old)

    def test_marks_for_deletion_and_frees_the_path_at_once(self):
        group = self.group()
        group.delete()
        self.assertEqual({"message": "202 Accepted"}, self.answered(202))
        marked = self.gl.groups.get(group.id)
        self.assertRegex(marked.marked_for_deletion_on, r"^\d{4}-\d\d-\d\d$")
        self.assert_has(marked, path=f"{group.path}-deletion_scheduled-{group.id}",
                        name=f"{group.name}-deletion_scheduled-{group.id}")
        with self.refused(404):
            self.gl.groups.get(group.full_path)
        with self.refused(400, r"already marked for deletion"):
            self.gl.groups.delete(group.id)
        twin = self.gl.groups.create({"name": group.name, "path": group.path, "parent_id": self.parent.id})
        self.addCleanup(self.gone, self.gl.groups, twin.id)
        self.assertNotEqual(group.id, twin.id)
        self.gl.groups.get(group.id).restore()
        self.answered(201)
        self.assertRegex(self.gl.groups.get(group.id).full_path, rf"^{group.full_path}-\w{{5}}$")

    def test_restores_what_is_marked_and_nothing_else(self):
        group = self.group()
        with self.refused(400):
            group.restore()
        group.delete()
        group.restore()
        self.assertEqual(group.full_path, self.answered(201)["full_path"])
        self.assert_has(self.gl.groups.get(group.full_path), marked_for_deletion_on=None)

    def test_takes_what_is_below_along(self):
        group = self.group()
        child = self.group(parent=group)
        group.delete()
        moved = self.gl.groups.get(child.id)
        self.assertEqual(f"{group.full_path}-deletion_scheduled-{group.id}/{child.path}", moved.full_path)
        moved.delete()
        self.answered(202)
        self.assert_has(self.gl.groups.get(child.id), path=child.path, marked_for_deletion_on=None)

    def test_destroys_only_what_is_marked_under_its_present_path(self):
        group = self.group()
        with self.refused(400):
            self.gl.groups.delete(group.id, permanently_remove=True, full_path=group.full_path)
        group.delete()
        with self.refused(400, r"full_path"):
            self.gl.groups.delete(group.id, permanently_remove=True, full_path=group.full_path)
        marked = self.gl.groups.get(group.id)
        self.gl.groups.delete(group.id, permanently_remove=True, full_path=marked.full_path)
        self.answered(202)

    def test_never_destroys_a_group_at_the_top(self):
        path = self.fresh("top")
        group = self.gl.groups.create({"name": path, "path": path})
        group.delete()
        marked = self.gl.groups.get(group.id)
        with self.refused(400):
            self.gl.groups.delete(group.id, permanently_remove=True, full_path=marked.full_path)
