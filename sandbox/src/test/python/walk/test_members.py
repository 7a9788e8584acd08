import datetime

import gitlab
from gitlab.const import AccessLevel

from .stage import Walk


def day(ahead):
    return (datetime.datetime.now(datetime.timezone.utc).date() + datetime.timedelta(days=ahead)).isoformat()


class Members(Walk):

    def test_adds_changes_and_ends_a_membership(self):
        project = self.project()
        member = project.members.create({"user_id": self.other.id, "access_level": AccessLevel.DEVELOPER,
                                         "expires_at": day(10)})
        self.answered(201)
        self.assert_has(member, id=self.other.id, username=self.other.username, access_level=30, expires_at=day(10))
        member.access_level = AccessLevel.MAINTAINER
        member.expires_at = day(20)
        member.save()
        self.answered(200)
        self.assert_has(project.members.get(self.other.id), access_level=40, expires_at=day(20))
        member.delete()
        self.answered(204)
        for late in (lambda: project.members.get(self.other.id), member.delete):
            with self.refused(404, r"^404 "):
                late()

    def test_adds_by_user_name_too(self):
        project = self.project()
        member = project.members.create({"username": self.other.username, "access_level": 20})
        self.assertEqual(self.other.id, member.id)

    def test_takes_each_level_of_a_member(self):
        group = self.group()
        for level in AccessLevel:
            if AccessLevel.GUEST <= level <= AccessLevel.OWNER:
                with self.subTest(level.name):
                    member = self.project(group).members.create({"user_id": self.other.id, "access_level": level})
                    self.assertEqual(level, member.access_level)

    def test_refuses_whom_it_has_or_does_not_know(self):
        project = self.project()
        project.members.create({"user_id": self.other.id, "access_level": 30})
        with self.refused(409, {"message": "Member already exists"}):
            project.members.create({"user_id": self.other.id, "access_level": 40})
        with self.refused(404, {"message": "404 User Not Found"}):
            project.members.create({"user_id": 999999999, "access_level": 30})
        with self.refused(400, {"error": "access_level is missing"}):
            self.gl.http_put(f"/projects/{project.id}/members/{self.other.id}", post_data={"expires_at": day(3)})

    def test_refuses_an_end_that_is_past(self):
        with self.refused(400):
            self.project().members.create({"user_id": self.other.id, "access_level": 30, "expires_at": day(-2)})
        self.assertEqual(["expires_at"], list(self.answered(400)["message"]))

    def test_tells_inherited_from_direct(self):
        group = self.group()
        project = self.project(group)
        group.members.create({"user_id": self.other.id, "access_level": 30})
        with self.refused(404):
            project.members.get(self.other.id)
        with self.refused(404):
            project.members.delete(self.other.id)
        self.assertEqual(30, project.members_all.get(self.other.id).access_level)
        with self.refused(400):
            project.members.create({"user_id": self.other.id, "access_level": 20})
        self.assertRegex(self.answered(400)["message"]["access_level"][0],
                         r"^should be greater than or equal to Developer inherited membership from group ")
        project.members.create({"user_id": self.other.id, "access_level": 40})
        rows = [row for row in project.members_all.list(iterator=True) if row.id == self.other.id]
        self.assertEqual([40], [row.access_level for row in rows])

    def test_adds_a_list_and_answers_no_member(self):
        project = self.project()
        project.members.create({"user_id": f"{self.other.id},{self.gl.user.id}", "access_level": 50})
        self.assertEqual("success", self.answered(201)["status"])
        self.assertIn(self.other.id, [row.id for row in project.members.list(iterator=True)])

    def test_takes_memberships_below_a_group_along_unless_told_not_to(self):
        group = self.group()
        project = self.project(group)
        for skip, left in ((True, True), (False, False)):
            group.members.create({"user_id": self.other.id, "access_level": 20})
            with self.subTest(skip=skip):
                if skip:
                    project.members.create({"user_id": self.other.id, "access_level": 30})
                group.members.delete(self.other.id, skip_subresources=skip)
                self.answered(204)
                rows = [row.id for row in project.members.list(iterator=True)]
                self.assertEqual(left, self.other.id in rows)

    def test_lets_nobody_give_more_than_they_have(self):
        project = self.project()
        project.members.create({"user_id": self.other.id, "access_level": 40})
        somebody = self.token_of(self.other)
        with self.refused(403, by=somebody):
            somebody.projects.get(project.id).members.create({"user_id": self.gl.user.id, "access_level": 50})

    def test_invites(self):
        project = self.project()
        address = f"{self.fresh('guest')}@elsewhere.example"
        project.invitations.create({"email": address, "access_level": 20, "expires_at": day(9)})
        self.assertEqual({"status": "success"}, self.answered(201))
        invitation, = project.invitations.list(get_all=False)
        self.assert_has(invitation, invite_email=address, access_level=20)
        self.assertTrue(invitation.expires_at.startswith(day(9)))
        with self.assertRaises(gitlab.exceptions.GitlabInvitationError):
            project.invitations.create({"email": address, "access_level": 20})
        body = self.answered(201)
        self.assertEqual("error", body["status"])
        self.assertEqual([address], list(body["message"]))
        project.invitations.delete(address)
        self.answered(204)
        self.assertEqual([], project.invitations.list(get_all=False))
