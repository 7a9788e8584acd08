import gitlab

from .stage import Walk, client


class Delivery(Walk):

    def test_shows_a_deploy_token_once(self):
        project = self.project()
        fields = {"name": "libraries", "scopes": ["read_repository", "read_package_registry"]}
        token = project.deploytokens.create(fields)
        self.answered(201)
        self.assertTrue(token.token)
        self.assertRegex(token.username, r"^gitlab\+deploy-token-\d+$")
        self.assertCountEqual(fields["scopes"], token.scopes)
        self.assertNotIn("token", project.deploytokens.get(token.id).attributes)
        twin = project.deploytokens.create(fields)
        listed = project.deploytokens.list(get_all=False)
        self.assertEqual({token.id, twin.id}, {one.id for one in listed})
        self.assertFalse(any("token" in one.attributes for one in listed))
        token.delete()
        self.answered(204)
        with self.refused(404, r"^404 "):
            project.deploytokens.get(token.id)

    def test_refuses_a_deploy_token_that_may_nothing(self):
        project = self.project()
        with self.refused(400):
            project.deploytokens.create({"name": "x", "scopes": ["everything"]})
        somebody = self.token_of(self.other)
        project.members.create({"user_id": self.other.id, "access_level": 30})
        with self.refused(403, {"message": "403 Forbidden"}, somebody):
            somebody.projects.get(project.id).deploytokens.create({"name": "x", "scopes": ["read_repository"]})

    def test_makes_a_bot_with_each_access_token(self):
        project = self.project()
        token = project.access_tokens.create({"name": "bot", "scopes": ["api"], "access_level": 30})
        self.answered(201)
        self.assertIn(token.user_id, [row.id for row in project.members.list(iterator=True)])
        bot = client(token.token)
        self.assertEqual(project.id, bot.projects.get(project.path_with_namespace).id)
        rotated = project.access_tokens.rotate(token.id)
        self.answered(200)
        self.assertNotEqual(token.id, rotated["id"])
        with self.refused(401, by=bot):
            bot.auth()
        new = client(rotated["token"])
        new.auth()
        # To rotate one that is dead already looks like theft: the whole family dies.
        with self.assertRaises(gitlab.GitlabError):
            project.access_tokens.rotate(token.id)
        with self.refused(401, by=new):
            new.auth()

    def test_refuses_access_tokens_with_two_statuses(self):
        project = self.project()
        project.members.create({"user_id": self.other.id, "access_level": 30})
        somebody = self.token_of(self.other)
        theirs = somebody.projects.get(project.id)
        with self.refused(401, {"message": "401 Unauthorized"}, somebody):
            theirs.access_tokens.list(get_all=False)
        with self.refused(400, r"permission", somebody):
            theirs.access_tokens.create({"name": "x", "scopes": ["api"], "access_level": 30})

    def test_keeps_variables(self):
        project = self.project()
        variable = project.variables.create({"key": "URL", "value": "https://example.org", "masked": True})
        self.answered(201)
        self.assert_has(project.variables.get("URL"), masked=True, protected=False, environment_scope="*",
                        value="https://example.org")
        with self.refused(400):
            project.variables.create({"key": "URL", "value": "https://example.com"})
        self.assertRegex(self.answered(400)["message"]["key"][0], r"has already been taken")
        variable.value = "https://example.net"
        variable.save()
        self.answered(200)
        variable.delete()
        self.answered(204)
        with self.refused(404, {"message": "404 Variable Not Found"}):
            project.variables.get("URL")

    def test_masks_only_what_can_be_masked(self):
        project = self.project()
        for value, raw, fine in (("short", False, False), ("has spaces in it", False, False), ("$ub$titute", False, False),
                                 ("$ub$titute", True, True), ("a-b_c.d~e", False, True)):
            with self.subTest(value, raw=raw):
                fields = {"key": f"K{abs(hash((value, raw)))}", "value": value, "masked": True, "raw": raw}
                if fine:
                    project.variables.create(fields)
                else:
                    with self.refused(400):
                        project.variables.create(fields)
                    self.assertIsInstance(self.answered(400)["message"], dict)

    def test_hides_a_variable_for_good(self):
        project = self.project()
        project.variables.create({"key": "SECRET", "value": "0123456789", "masked_and_hidden": True})
        read = project.variables.get("SECRET")
        self.assertIsNone(read.value)
        self.assertTrue(read.hidden)

    def test_tells_scopes_of_a_variable_apart(self):
        project = self.project()
        for scope in ("test", "production"):
            project.variables.create({"key": "HOST", "value": scope, "environment_scope": scope})
        one = project.variables.get("HOST", filter={"environment_scope": "test"})
        self.assertEqual("test", one.value)
