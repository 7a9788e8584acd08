import gitlab

from .stage import Walk


class Paging(Walk):

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        walk = cls()
        cls.root = walk.group()
        cls.addClassCleanup(walk.doCleanups)
        cls.ids = [walk.project(cls.root).id for _ in range(5)]

    def test_tells_where_a_page_stands(self):
        page = self.root.projects.list(page=2, per_page=2, order_by="id", sort="asc")
        self.assertEqual(self.ids[2:4], [project.id for project in page])
        headers = self.last.headers
        self.assertEqual(["2", "2", "3", "1", "5", "3"], [headers[f"X-{name}"] for name in (
            "Page", "Per-Page", "Next-Page", "Prev-Page", "Total", "Total-Pages")])
        self.assertEqual({"first", "prev", "next", "last"}, set(self.last.links))
        self.assertTrue(headers["Content-Type"].startswith("application/json"))

    def test_ends_with_an_empty_next_page(self):
        self.root.projects.list(page=3, per_page=2)
        self.assertEqual("", self.last.headers["X-Next-Page"])
        self.assertNotIn("next", self.last.links)
        self.assertEqual([], self.root.projects.list(page=9, per_page=2))
        self.root.projects.list(page=1, per_page=2)
        self.assertEqual("", self.last.headers["X-Prev-Page"])
        self.assertNotIn("prev", self.last.links)

    def test_gives_twenty_and_at_most_a_hundred(self):
        self.root.projects.list(get_all=False)
        self.assertEqual("20", self.last.headers["X-Per-Page"])
        self.root.projects.list(get_all=False, per_page=1000)
        self.assertEqual("100", self.last.headers["X-Per-Page"])

    def test_leads_from_page_to_page(self):
        listed = self.root.projects.list(iterator=True, per_page=2, order_by="id", sort="asc")
        self.assertEqual(5, listed.total)
        self.assertEqual(3, listed.total_pages)
        self.assertEqual(self.ids, [project.id for project in listed])

    def test_leads_from_key_to_key(self):
        listed = self.gl.projects.list(iterator=True, pagination="keyset", order_by="id", sort="asc", per_page=3)
        self.assertIsNone(listed.total)
        self.assertEqual({"next"}, set(self.last.links))
        ids = [project.id for project in listed]
        self.assertEqual(sorted(set(ids)), ids)
        self.assertLessEqual(set(self.ids), set(ids))
        self.assertNotIn("X-Total", self.last.headers)
        self.assertEqual({}, self.last.links)

    def test_leads_from_key_to_key_of_people(self):
        listed = self.gl.users.list(iterator=True, pagination="keyset", order_by="id", sort="asc", per_page=3)
        self.assertIsNone(listed.total)
        self.assertIn(self.other.id, [user.id for user in listed])

    def test_refuses_keys_where_there_are_none(self):
        with self.refused(405):
            self.root.members.list(pagination="keyset", get_all=False)
        self.assertEqual(["error"], list(self.answered(405)))

    def test_refuses_to_count_far_into_people(self):
        with self.assertRaises(gitlab.GitlabError):
            self.gl.users.list(page=502, per_page=100)
        self.assertEqual(["error"], list(self.answered(405)))
        self.assertEqual([], self.gl.users.list(page=500, per_page=100))
