from .stage import Walk


class Projects(Walk):

    def test_creates_a_project(self):
        group = self.group()
        project = self.project(group, visibility="private", only_allow_merge_if_pipeline_succeeds=True)
        self.answered(201)
        self.assert_has(project, path_with_namespace=f"{group.full_path}/{project.path}", visibility="private",
                        archived=False, empty_repo=True, marked_for_deletion_on=None,
                        only_allow_merge_if_pipeline_succeeds=True)
        self.assertEqual({"id": group.id, "full_path": group.full_path, "kind": "group"},
                         {name: project.namespace[name] for name in ("id", "full_path", "kind")})
        self.assertTrue(project.default_branch)
        read = self.gl.projects.get(project.path_with_namespace.upper())
        self.assertEqual(project.id, read.id)
        self.assertIn("permissions", read.attributes)
        self.assertNotIn("permissions", project.attributes)

    def test_refuses_a_duplicate_field_by_field(self):
        project = self.project()
        with self.refused(400):
            self.gl.projects.create({"name": project.name, "namespace_id": project.namespace["id"]})
        message = self.answered(400)["message"]
        for field in ("name", "path", "project_namespace.name"):
            self.assertEqual(["has already been taken"], message[field], field)

    def test_refuses_a_namespace_without_rights(self):
        group = self.group()
        somebody = self.token_of(self.other)
        with self.refused(400, by=somebody):
            somebody.projects.create({"name": self.fresh(), "namespace_id": group.id})
        self.assertIn("is not valid", self.answered(400, somebody)["message"]["namespace"])

    def test_needs_a_name_or_a_path(self):
        with self.refused(400):
            self.gl.http_post("/projects", post_data={"visibility": "private"})
        self.assertEqual(["error"], list(self.answered(400)))

    def test_lowers_a_visibility_above_the_groups_silently(self):
        project = self.project(self.group(visibility="private"), visibility="public")
        self.answered(201)
        self.assertEqual("private", project.visibility)

    def test_hides_from_outsiders_and_refuses_those_who_may_only_look(self):
        project = self.project()
        somebody = self.token_of(self.other)
        with self.refused(404, {"message": "404 Project Not Found"}, somebody):
            somebody.projects.get(project.path_with_namespace)
        project.members.create({"user_id": self.other.id, "access_level": 10})
        seen = somebody.projects.get(project.path_with_namespace)
        self.assertEqual(10, seen.permissions["project_access"]["access_level"])
        self.assertIsNone(seen.permissions["group_access"])
        with self.refused(403, {"message": "403 Forbidden"}, somebody):
            somebody.projects.update(project.id, {"description": "x"})

    def test_lists_by_what_is_asked(self):
        project = self.project()
        project.members.create({"user_id": self.other.id, "access_level": 30})
        somebody = self.token_of(self.other)

        def ids(**filters):
            return [one.id for one in somebody.projects.list(iterator=True, **filters)]
        self.assertIn(project.id, ids(membership=True))
        self.assertIn(project.id, ids(membership=True, min_access_level=30))
        self.assertNotIn(project.id, ids(membership=True, min_access_level=40))
        self.assertEqual([project.id], ids(search=project.name))
        self.assertEqual([project.id], [one.id for one in self.gl.groups.get(
            project.namespace["id"]).projects.list(iterator=True)])

    def test_sends_readers_of_a_former_path_on_and_refuses_writers(self):
        project = self.project()
        old = project.path_with_namespace
        self.gl.projects.update(project.id, {"path": self.fresh("moved")})
        self.answered(200)
        self.assertEqual(project.id, self.gl.projects.get(old).id)
        self.assertEqual([301], [answer.status_code for answer in self.last.history])
        self.assertRegex(self.last.history[0].headers["Location"], rf"/api/v4/projects/{project.id}$")
        with self.refused(405, {"message": "Non GET methods are not allowed for moved projects"}):
            self.gl.projects.update(old, {"description": "x"})
        with self.refused(405):
            self.gl.projects.delete(old)

    def test_marks_for_deletion_and_frees_the_path_at_once(self):
        project = self.project()
        path = project.path_with_namespace
        project.delete()
        self.assertEqual({"message": "202 Accepted"}, self.answered(202))
        doomed = self.gl.projects.get(project.id)
        self.assertRegex(doomed.marked_for_deletion_on, r"^\d{4}-\d\d-\d\d$")
        self.assertEqual(f"{path}-deletion_scheduled-{project.id}", doomed.path_with_namespace)
        with self.refused(400, r"already marked for deletion"):
            self.gl.projects.delete(project.id)
        twin = self.gl.projects.create({"name": project.name, "path": project.path,
                                        "namespace_id": project.namespace["id"]})
        self.assertEqual(twin.id, self.gl.projects.get(path).id)
        self.assertEqual([], self.last.history)
        doomed.restore()
        self.answered(201)
        self.assertRegex(self.gl.projects.get(project.id).path_with_namespace, rf"^{path}-\w{{5}}$")

    def test_restores_what_is_marked_and_nothing_else(self):
        project = self.project()
        with self.refused(400):
            project.restore()
        project.delete()
        project.restore()
        self.assertEqual(project.path_with_namespace, self.answered(201)["path_with_namespace"])

    def test_destroys_only_what_is_marked_under_its_present_path(self):
        project = self.project()
        path = project.path_with_namespace
        with self.refused(400):
            self.gl.projects.delete(project.id, permanently_remove=True, full_path=path)
        project.delete()
        with self.refused(400, r"full_path"):
            self.gl.projects.delete(project.id, permanently_remove=True, full_path=path)
        self.gl.projects.delete(project.id, permanently_remove=True,
                                full_path=f"{path}-deletion_scheduled-{project.id}")
        self.answered(202)

    def test_archives(self):
        project = self.project()
        project.archive()
        self.answered(201)
        self.assertTrue(self.gl.projects.get(project.id).archived)
        project.unarchive()
        self.answered(201)
