import gitlab

from .stage import Walk, client


class Access(Walk):

    def test_tells_who_asks(self):
        self.assert_has(self.gl.user, state="active")
        for field in ("id", "username", "name", "web_url"):
            self.assertTrue(getattr(self.gl.user, field), field)
        self.assertRegex(self.gl.version()[0], r"^\d+\.\d+\.")

    def test_refuses_unknown_tokens(self):
        for stranger in (client("glpat-unknown-0123456789"), client(oauth_token="unknown-0123456789")):
            with self.refused(401, {"message": "401 Unauthorized"}, stranger):
                stranger.auth()
        nobody = client()
        with self.refused(401, {"message": "401 Unauthorized"}, nobody):
            nobody.http_get("/user")

    def test_takes_a_personal_token_as_bearer(self):
        token = self.other.personal_access_tokens.create({"name": self.fresh(), "scopes": ["read_user"]})
        somebody = client(oauth_token=token.token)
        somebody.auth()
        self.assertEqual(self.other.id, somebody.user.id)

    def test_holds_a_token_to_its_scopes(self):
        reader = self.token_of(self.other, "read_api")
        reader.groups.list(get_all=False)
        with self.refused(403, by=reader):
            reader.groups.create({"name": "x", "path": self.fresh()})
        body = self.answered(403, reader)
        self.assertEqual("insufficient_scope", body["error"])
        self.assertEqual({"error", "error_description", "scope"}, set(body))
        self.assertIn("api", body["scope"].split())
        user = self.token_of(self.other, "read_user")
        user.auth()
        with self.refused(403, by=user):
            user.projects.list(get_all=False)

    def test_shows_a_token_once_and_ends_it(self):
        token = self.other.personal_access_tokens.create({"name": self.fresh(), "scopes": ["api"]})
        self.answered(201)
        somebody = client(token.token)
        somebody.auth()
        again = self.gl.personal_access_tokens.get(token.id)
        self.assertNotIn("token", again.attributes)
        self.assert_has(again, revoked=False, active=True, user_id=self.other.id)
        again.delete()
        self.answered(204)
        with self.refused(401, by=somebody):
            somebody.auth()
        self.assertEqual("invalid_token", self.answered(401, somebody)["error"])
        self.assertIn("error_description", self.answered(401, somebody))

    def test_rotates_a_token(self):
        token = self.other.personal_access_tokens.create({"name": self.fresh(), "scopes": ["api"]})
        old = client(token.token)
        rotated = self.gl.personal_access_tokens.get(token.id).rotate()
        self.answered(200)
        self.assertNotEqual(token.id, rotated["id"])
        with self.refused(401, by=old):
            old.auth()
        client(rotated["token"]).auth()

    def test_acts_as_somebody_else(self):
        self.assertEqual(self.other.id, self.gl.http_get("/user", sudo=self.other.username)["id"])
        self.assertEqual(self.other.id, self.gl.http_get("/user", sudo=self.other.id)["id"])
        plain = self.token_of(self.other)
        with self.refused(403, by=plain):
            plain.http_get("/user", sudo=self.gl.user.username)

    def test_finds_people_by_user_name_whatever_the_case(self):
        found = self.gl.users.list(username=self.other.username.upper(), get_all=False)
        self.assertEqual([self.other.id], [user.id for user in found])
        for field in ("id", "username", "name", "state", "web_url"):
            self.assertTrue(getattr(found[0], field), field)
        self.assertEqual([], self.gl.users.list(username=self.fresh("nobody"), get_all=False))
        with self.refused(404, {"message": "404 User Not Found"}):
            self.gl.users.get(999999999)

    def test_shuts_out_and_hides_who_is_blocked(self):
        name = self.fresh("blocked")
        user = self.gl.users.create({"username": name, "name": "Blocked", "email": f"{name}@gitlab.example",
                                     "force_random_password": True, "skip_confirmation": True})
        self.addCleanup(self.gone, self.gl.users, user.id)
        with self.refused(409, r"already"):
            self.gl.users.create({"username": name, "name": "Twin", "email": f"{name}-2@gitlab.example",
                                  "force_random_password": True, "skip_confirmation": True})
        somebody = self.token_of(user)
        somebody.auth()
        user.block()
        self.answered(201)
        with self.refused(403, {"message": "403 Forbidden - Your account has been blocked."}, somebody):
            somebody.auth()
        self.assertEqual("blocked", self.gl.users.list(username=name, get_all=False)[0].state)
        self.assertEqual([], self.token_of(self.other).users.list(username=name, get_all=False))
        user.unblock()
        somebody.auth()

    def test_knows_no_other_route(self):
        with self.refused(404, {"error": "404 Not Found"}):
            self.gl.http_get("/no/such/route")

    def test_says_which_parameter_is_missing(self):
        with self.refused(400, {"error": "path is missing"}):
            self.gl.http_post("/groups", post_data={"name": "x"})
        with self.assertRaises(gitlab.GitlabError):
            self.gl.http_get("/groups", query_data={"per_page": "x"})
        self.assertEqual(["error"], list(self.answered(400)))
