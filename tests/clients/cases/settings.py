# SPDX-License-Identifier: Apache-2.0
"""Environment and profile: region, credentials, output, pager, retries."""

from case import Case, ok

NO_REGION = {"AWS_DEFAULT_REGION": None}
NO_KEYS = {"AWS_ACCESS_KEY_ID": None, "AWS_SECRET_ACCESS_KEY": None}
NOTHING = {**NO_REGION, **NO_KEYS}
CREDENTIALS = "[default]\naws_access_key_id = AKIDDEFAULT\naws_secret_access_key = wJalrXUtnFEMI\n\n[other]\naws_access_key_id = AKIDOTHER\naws_secret_access_key = wJalrXUtnFEMI\naws_session_token = other-token\n\n[half]\naws_access_key_id = AKIDHALF\n"
CONFIG = "[default]\nregion = eu-central-1\noutput = text\n\n[profile other]\nregion = eu-west-1\noutput = yaml\nmax_attempts = 1\n\n[profile quick]\nregion=r\ncli_binary_format = raw-in-base64-out\n"
FILES = {".aws/credentials": CREDENTIALS, ".aws/config": CONFIG}
SESSIONS = "describe-traffic-mirror-sessions"


def setting(name, words="", environment=None, code=0, files=None, asked=True, **more):
    return Case("setting " + name, f"{SESSIONS} {words}", ok(SESSIONS + "/full.xml") if asked else (), code, environment or {}, files if files is not None else FILES, **more)


CASES = [
    setting("no region", environment=NO_REGION, code=253, files={}, asked=False),
    setting("no credentials", environment=NO_KEYS, code=253, files={}, asked=False),
    setting("nothing at all", environment=NOTHING, code=253, files={}, asked=False),
    setting("half of the credentials", environment={"AWS_SECRET_ACCESS_KEY": None}, code=255, files={}, asked=False),
    setting("the other half of the credentials", environment={"AWS_ACCESS_KEY_ID": None}, code=253, files={}, asked=False),
    setting("default profile", environment=NOTHING),
    setting("profile by option", "--profile other", NOTHING),
    setting("profile by option over the environment's keys", "--profile other"),
    setting("profile by environment", environment={**NOTHING, "AWS_PROFILE": "other"}),
    setting("profile by the old environment", environment={**NOTHING, "AWS_DEFAULT_PROFILE": "other"}),
    setting("profile by both", environment={**NOTHING, "AWS_DEFAULT_PROFILE": "quick", "AWS_PROFILE": "other"}),
    setting("environment over profile by environment", environment={"AWS_PROFILE": "other"}),
    setting("profile without secret", "--profile half --region r", NOTHING, 255, asked=False),
    setting("profile without keys", "--profile quick", NOTHING, 253, asked=False),
    setting("profile that is absent", "--profile bogus", code=255, asked=False),
    setting("profile that is absent, by environment", environment={"AWS_PROFILE": "bogus"}, code=255, asked=False),
    setting("region by AWS_REGION", environment={"AWS_REGION": "eu-north-1"}),
    setting("region by option", "--region ap-1"),
    setting("region that can't be one", "--region 'a b'", code=255, asked=False),
    setting("output by environment", environment={"AWS_DEFAULT_OUTPUT": "table"}),
    setting("output of no name by environment", environment={"AWS_DEFAULT_OUTPUT": "bogus"}, code=255, asked=False),
    setting("output by option over all", "--output yaml-stream", environment={"AWS_DEFAULT_OUTPUT": "table"}),
    setting("output of no name in the profile", environment=NOTHING, code=255, files={**FILES, ".aws/config": "[default]\nregion=r\noutput=bogus\n"}, asked=False),
    setting("files elsewhere", environment={**NOTHING, "AWS_CONFIG_FILE": "c", "AWS_SHARED_CREDENTIALS_FILE": "k"}, files={"c": CONFIG, "k": CREDENTIALS}),
    setting("files that are absent", environment={"AWS_CONFIG_FILE": "nope", "AWS_SHARED_CREDENTIALS_FILE": "nope"}, files={}),
    setting("config that can't be read", environment=NOTHING, code=255, files={".aws/config": "[default\nregion = r\n"}, asked=False),
    setting("credentials that can't be read", environment=NOTHING, code=255, files={**FILES, ".aws/credentials": "no section\n"}, asked=False),
    setting("credentials in the config", environment=NOTHING, files={".aws/config": CONFIG + "[profile x]\n" + "", ".aws/credentials": "[default]\naws_access_key_id=A\naws_secret_access_key=wJalrXUtnFEMI\n"}),
    setting("credentials only in the config", environment=NOTHING, files={".aws/config": "[default]\nregion = r\naws_access_key_id = AKIDCONFIG\naws_secret_access_key = wJalrXUtnFEMI\n"}),
    setting("a session token in the profile", "--profile other", NOTHING),
    setting("an old session token", environment={"AWS_SECURITY_TOKEN": "old"}),
    setting("tries of the profile", "--profile other", NOTHING),
    setting("comments and nested settings", "--region r", NOTHING, files={**FILES, ".aws/config": "# comment\n[default]\nregion = x ; not a comment\ns3 =\n  a = b\noutput = text\n"}),
    setting("quoted profile", "--profile 'a b'", NOTHING, files={**FILES, ".aws/config": "[profile 'a b']\nregion = spaces\n", ".aws/credentials": "[a b]\naws_access_key_id=A\naws_secret_access_key=wJalrXUtnFEMI\n"}, code=0),
    setting("pager by option", "--no-cli-pager"),
    setting("pager by environment", environment={"AWS_PAGER": "cat"}),
    setting("pager on a terminal", environment={"AWS_PAGER": "sed s/^/paged:/"}, terminal=(24, 80)),
    setting("pager on a terminal, by the profile", environment={**NOTHING, "AWS_PAGER": None}, files={**FILES, ".aws/config": "[default]\nregion=r\ncli_pager=sed s/^/paged:/\n"}, terminal=(24, 80)),
    setting("pager on a terminal, refused", "--no-cli-pager", environment={"AWS_PAGER": "sed s/^/paged:/"}, terminal=(24, 80)),
    setting("no TLS checks over HTTP", "--no-verify-ssl"),
    setting("a bundle that is absent, over HTTP", "--ca-bundle nope.pem"),
    setting("binary format", "--cli-binary-format raw-in-base64-out"),
    setting("no auto prompt", "--no-cli-auto-prompt"),
    Case("setting global options before the command", f"--output text --region r ec2 --no-sign-request {SESSIONS}", ok(SESSIONS + "/full.xml"), command=""),
    setting("keys with odd characters", environment={"AWS_ACCESS_KEY_ID": "AKID+/=ü"}),
    setting("a path in the endpoint", "--endpoint-url ENDPOINT/some/path", endpoint=False),
    setting("a slash behind the endpoint", "--endpoint-url ENDPOINT/", endpoint=False),
    setting("a query in the endpoint", "--endpoint-url ENDPOINT/?a=b", endpoint=False),
    setting("an endpoint by environment is not known", environment={"AWS_ENDPOINT_URL": "http://127.0.0.1:1"}),
]
