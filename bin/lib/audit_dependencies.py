"""Holds a list of components (CycloneDX) against what OSV knows to be vulnerable. See bin/audit-dependencies."""

import argparse
import datetime
import http.client
import json
import sys
import time
import tomllib
import urllib.error
import urllib.parse
import urllib.request

FOUND, WRONG, UNREACHABLE = 1, 2, 3
BATCH = 500
LARGEST_ANSWER = 32 * 1024 * 1024
LONGEST_ACCEPTANCE = datetime.timedelta(days=366)


class Stop(Exception):
    """Ends with a status and a line that says why."""

    def __init__(self, status, text):
        super().__init__(text)
        self.status = status


def components(file):
    """What is in the list, as package URLs of a name and a version."""
    try:
        with open(file, encoding="utf-8") as source:
            document = json.load(source)
        if document["bomFormat"] != "CycloneDX":
            raise ValueError("not CycloneDX")
        found = {plain(component["purl"]) for component in document["components"] if component.get("purl")}
    except (OSError, ValueError, KeyError, TypeError) as reason:
        raise Stop(WRONG, f"{file} is no list of components that can be read: {reason}") from None
    if not found:
        raise Stop(WRONG, f"{file} lists nothing: there is nothing to be sure of.")
    return sorted(found)


def plain(purl):
    """Without what tells nothing of the content: ?type=jar."""
    return purl.split("?")[0].split("#")[0]


def called(purl):
    """How people call it: group:artifact and version."""
    name, _, version = purl.removeprefix("pkg:maven/").rpartition("@")
    return urllib.parse.unquote(name.replace("/", ":")), urllib.parse.unquote(version)


class Osv:
    """Asks OSV, for so long and no longer."""

    def __init__(self, url, seconds):
        self.url = url.rstrip("/")
        self.deadline = time.monotonic() + seconds
        self.known = {}

    def ask(self, path, body=None):
        """The answer; three times where it says that it is busy."""
        for attempt in range(3):
            left = self.deadline - time.monotonic()
            if left <= 0:
                raise Stop(UNREACHABLE, f"{self.url} took too long.")
            try:
                return self.once(path, body, min(left, 30))
            except urllib.error.HTTPError as answer:
                said = answer.read(200).decode("utf-8", "replace")
                if answer.code < 500 and answer.code not in (408, 429):
                    raise Stop(WRONG, f"{self.url}{path} refused the question with {answer.code}: {said}") from None
                reason = f"it answered {answer.code}"
            except (OSError, ValueError, http.client.HTTPException) as failure:
                reason = str(getattr(failure, "reason", failure)) or type(failure).__name__
                break
            if attempt < 2:
                time.sleep(min(2 ** attempt, max(0, self.deadline - time.monotonic())))
        raise Stop(UNREACHABLE, f"{self.url} can't be asked: {reason}")

    def once(self, path, body, seconds):
        request = urllib.request.Request(
            self.url + path, data=None if body is None else json.dumps(body).encode(),
            headers={"Content-Type": "application/json", "Accept": "application/json",
                     "User-Agent": "gatehouse-audit-dependencies"})
        with urllib.request.urlopen(request, timeout=seconds) as answer:
            read = answer.read(LARGEST_ANSWER + 1)
        if len(read) > LARGEST_ANSWER:
            raise ValueError("its answer is too long")
        document = json.loads(read)
        if not isinstance(document, dict):
            raise ValueError("its answer is none of OSV's")
        return document

    def vulnerable(self, purls):
        """Pairs of a component and the number of what is known of it."""
        for start in range(0, len(purls), BATCH):
            queries = [{"package": {"purl": purl}} for purl in purls[start:start + BATCH]]
            while queries:
                results = self.ask("/v1/querybatch", {"queries": queries}).get("results")
                if not isinstance(results, list) or len(results) != len(queries):
                    raise Stop(UNREACHABLE, f"{self.url} answered something else than it was asked.")
                further = []
                for query, result in zip(queries, results):
                    for vulnerability in (result or {}).get("vulns") or []:
                        yield query["package"]["purl"], vulnerability["id"]
                    if (result or {}).get("next_page_token"):
                        further.append({**query, "page_token": result["next_page_token"]})
                queries = further

    def about(self, identity):
        if identity not in self.known:
            self.known[identity] = self.ask("/v1/vulns/" + urllib.parse.quote(identity, safe=""))
        return self.known[identity]


class Accepted:
    """What people have decided to live with, each with a reason and an end."""

    def __init__(self, file, today):
        self.today = today
        self.used = set()
        try:
            with open(file, "rb") as source:
                self.entries = tomllib.load(source).get("accepted", [])
            for entry in self.entries:
                self.check(entry)
        except (OSError, ValueError, AttributeError, TypeError) as reason:
            raise Stop(WRONG, f"{file} can't be used: {reason}") from None

    def check(self, entry):
        if set(entry) != {"id", "package", "reason", "until"}:
            raise ValueError(f"each entry has id, package, reason and until, and nothing else: {entry}")
        for name in ("id", "package", "reason"):
            if not isinstance(entry[name], str) or not entry[name].strip():
                raise ValueError(f"{name} is missing in {entry}")
        if type(entry["until"]) is not datetime.date:
            raise ValueError(f"until is no date, such as 2027-01-31, in {entry}")
        if entry["until"] - self.today > LONGEST_ACCEPTANCE:
            raise ValueError(f"until is more than a year ahead in {entry}")

    def entry(self, package, names):
        """The one that covers a finding, be it over or not."""
        for number, entry in enumerate(self.entries):
            if entry["package"] == package and entry["id"] in names:
                self.used.add(number)
                return entry
        return None

    def over(self, entry):
        return entry["until"] < self.today

    def unused(self):
        return [entry for number, entry in enumerate(self.entries) if number not in self.used]


def severity(finding):
    rated = (finding.get("database_specific") or {}).get("severity")
    return rated if isinstance(rated, str) else "not rated"


def fixed(finding, package):
    """The versions that mend it, as OSV has them."""
    return sorted({event["fixed"] for affected in finding.get("affected") or []
                   if (affected.get("package") or {}).get("name") == package
                   for span in affected.get("ranges") or [] for event in span.get("events") or []
                   if "fixed" in event})


def describe(finding, package, version):
    also = ", ".join(finding.get("aliases") or [])
    mended = ", ".join(fixed(finding, package)) or "no version yet"
    words = " ".join(str(finding.get("summary") or finding.get("details") or "").split())[:200]
    return (f"{package} {version}: {finding['id']}{f' ({also})' if also else ''}, {severity(finding)}\n"
            f"  {words}\n  mended in: {mended}; https://osv.dev/{finding['id']}")


def audit(options):
    accepted = Accepted(options.accepted, datetime.date.today())
    purls = components(options.sbom)
    osv = Osv(options.osv, options.seconds)
    print(f"-- asking {osv.url} about {len(purls)} components", flush=True)
    open_findings = 0
    for purl, identity in sorted(set(osv.vulnerable(purls))):
        finding = {**osv.about(identity), "id": identity}
        if finding.get("withdrawn"):
            continue
        package, version = called(purl)
        entry = accepted.entry(package, {identity, *(finding.get("aliases") or [])})
        if entry and not accepted.over(entry):
            print(f"-- accepted until {entry['until']}: {package} {identity}: {entry['reason']}")
            continue
        open_findings += 1
        print(describe(finding, package, version))
        if entry:
            print(f"  it was accepted until {entry['until']}: {entry['reason']}")
    for entry in accepted.unused():
        print(f"-- no longer found, so take it out of the list: {entry['package']} {entry['id']}")
    print(f"-- {open_findings} to be looked at")
    return FOUND if open_findings else 0


def main():
    parser = argparse.ArgumentParser(prog="bin/audit-dependencies", description=__doc__)
    parser.add_argument("--osv", required=True, help="where OSV answers")
    parser.add_argument("--accepted", required=True, help="what was accepted, with reasons and ends (TOML)")
    parser.add_argument("--seconds", type=float, default=120, help="how long it may take in all")
    parser.add_argument("sbom", help="the list of components (CycloneDX, JSON)")
    try:
        return audit(parser.parse_args())
    except Stop as stop:
        print(f"bin/audit-dependencies: {stop}", file=sys.stderr)
        return stop.status
    except (LookupError, TypeError, AttributeError) as reason:
        # Never a status that says what was found, or not.
        print(f"bin/audit-dependencies: OSV's answer is not understood: {reason!r}", file=sys.stderr)
        return WRONG


if __name__ == "__main__":
    sys.exit(main())
