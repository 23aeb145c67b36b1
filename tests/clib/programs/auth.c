/* Opens a host that wants to know who comes, and answers in every way that a program may. */
#include <libvirt/libvirt.h>
#include <libvirt/virterror.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define COUNT(list) (sizeof(list) / sizeof((list)[0]))

/* What the person at the other end says, in turn; and what the callback returns. */
struct person {
    const char *answers[2];
    int returns[2];
    int asked;
};

static char folder[] = "/tmp/libvirt-auth-XXXXXX";
static char uri[300];

static void quiet(void *data, virErrorPtr error)
{
    (void)data;
    (void)error;
}

static const char *text(const char *text)
{
    return text ? text : "(null)";
}

static int answer(virConnectCredentialPtr credentials, unsigned int count, void *data)
{
    struct person *person = data;
    int turn = person->asked++;
    printf("  %u asked: type %d, '%s', challenge %s, default %s, result %p %u\n", count, credentials[0].type,
           text(credentials[0].prompt), text(credentials[0].challenge), text(credentials[0].defresult),
           (void *)credentials[0].result, credentials[0].resultlen);
    if (turn < 2 && person->answers[turn]) {
        credentials[0].result = strdup(person->answers[turn]);
        credentials[0].resultlen = strlen(person->answers[turn]);
    }
    return turn < 2 ? person->returns[turn] : 0;
}

static void outcome(const char *label, virConnectPtr conn)
{
    virErrorPtr error = virGetLastError();
    if (conn)
        printf("%s: open\n", label);
    else
        printf("%s: error %d %d %d\n", label, error ? error->code : 0, error ? error->domain : 0,
               error ? error->level : 0);
    if (conn)
        virConnectClose(conn);
    virResetLastError();
}

static void attempt(const char *label, const char *where, struct person person, int *kinds, unsigned int count)
{
    virConnectAuth auth = {kinds, count, answer, &person};
    outcome(label, virConnectOpenAuth(where, &auth, 0));
}

static void put(const char *name, const char *content)
{
    char path[200];
    snprintf(path, sizeof(path), "%s/%s", folder, name);
    FILE *file = fopen(path, "w");
    if (!file || fputs(content, file) < 0 || fclose(file) != 0)
        exit(2);
}

static void answers(void)
{
    int both[] = {VIR_CRED_PASSPHRASE, VIR_CRED_AUTHNAME};
    int hidden[] = {VIR_CRED_NOECHOPROMPT, VIR_CRED_PASSPHRASE, VIR_CRED_AUTHNAME};
    int name[] = {VIR_CRED_AUTHNAME};
    int others[] = {VIR_CRED_USERNAME, VIR_CRED_ECHOPROMPT, VIR_CRED_PASSPHRASE, VIR_CRED_EXTERNAL};
    const struct {
        const char *label;
        struct person person;
    } people[] = {
        {"right", {{"root", "secret"}, {0, 0}, 0}},
        {"wrong password", {{"root", "guess"}, {0, 0}, 0}},
        {"password of another", {{"root", "other"}, {0, 0}, 0}},
        {"nobody", {{"nobody", "secret"}, {0, 0}, 0}},
        {"without password", {{"guest", NULL}, {0, 0}, 0}},
        {"empty password", {{"empty", ""}, {0, 0}, 0}},
        {"empty name", {{"", "secret"}, {0, 0}, 0}},
        {"positive", {{"root", "secret"}, {1, 1}, 0}},
        {"no answer", {{NULL, NULL}, {0, 0}, 0}},
        {"no second answer", {{"root", NULL}, {0, 0}, 0}},
        {"cancelled", {{"root", "secret"}, {-1, 0}, 0}},
        {"cancelled later", {{"root", "secret"}, {0, -1}, 0}},
    };
    for (size_t i = 0; i < COUNT(people); i++)
        attempt(people[i].label, uri, people[i].person, both, COUNT(both));
    attempt("hidden kind first", uri, people[0].person, hidden, COUNT(hidden));
    attempt("no kind for passwords", uri, people[0].person, name, COUNT(name));
    attempt("no kind for passwords, none wanted", uri, people[4].person, name, COUNT(name));
    attempt("no kind for names", uri, people[0].person, others, COUNT(others));
    attempt("no kinds", uri, people[0].person, NULL, 0);
    attempt("nobody asks", "test:///default", people[0].person, both, COUNT(both));
}

static void nobody_to_ask(void)
{
    int kinds[] = {VIR_CRED_AUTHNAME, VIR_CRED_PASSPHRASE};
    virConnectAuth silent = {kinds, COUNT(kinds), NULL, NULL};
    outcome("no callback", virConnectOpenAuth(uri, &silent, 0));
    outcome("no structure", virConnectOpenAuth(uri, NULL, 0));
    outcome("open", virConnectOpen(uri));
    outcome("open read only", virConnectOpenReadOnly(uri));
}

/* The question for a name on the terminal, with the answers in a pipe. A password is asked for on the terminal itself. */
static void terminal(void)
{
    const char *answers = "guest\nguest";
    int ends[2];
    if (pipe(ends) != 0 || write(ends[1], answers, strlen(answers)) < 0 || dup2(ends[0], STDIN_FILENO) < 0)
        exit(2);
    close(ends[0]);
    close(ends[1]);
    for (int people = 0; people < 2; people++) {
        fflush(stdout);
        virConnectPtr conn = virConnectOpenAuth(uri, virConnectAuthPtrDefault, 0);
        fflush(stdout);
        printf("\n");
        outcome("terminal", conn);
    }
}

static void files(void)
{
    char path[200], with[600];
    int both[] = {VIR_CRED_AUTHNAME, VIR_CRED_PASSPHRASE};
    const struct person ann = {{"guest", "none"}, {0, 0}, 0};
    static const char *contents[][2] = {
        {"complete", "[credentials-a]\nusername=root\npassword=secret\n[auth-test-localhost]\ncredentials=a\n"},
        {"for every host", "[credentials-a]\nusername=root\npassword=secret\n[auth-test-default]\ncredentials=a\n"},
        {"for another host", "[credentials-a]\nusername=root\n[auth-test-elsewhere]\ncredentials=a\n"},
        {"for another service", "[credentials-a]\nusername=root\n[auth-libvirt-localhost]\ncredentials=a\n"},
        {"wrong", "[credentials-a]\nusername=root\npassword=guess\n[auth-test-localhost]\ncredentials=a\n"},
        {"spaces", "# note\n[credentials-a]\n username = root \npassword = secret\n[auth-test-localhost]\ncredentials=a"},
        {"escapes", "[credentials-a]\nusername=a\\sb\npassword=x\\\\y\n[auth-test-localhost]\ncredentials=a\n"},
        {"name only", "[credentials-a]\nusername=root\n[auth-test-localhost]\ncredentials=a\n"},
        {"password only", "[credentials-a]\npassword=secret\n[auth-test-localhost]\ncredentials=a\n"},
        {"nothing", ""},
        {"no credentials", "[auth-test-localhost]\n"},
        {"other credentials", "[auth-test-localhost]\ncredentials=b\n"},
    };
    snprintf(path, sizeof(path), "%s/auth.conf", folder);
    setenv("LIBVIRT_AUTH_FILE", path, 1);
    for (size_t i = 0; i < COUNT(contents); i++) {
        put("auth.conf", contents[i][1]);
        printf("file: %s\n", contents[i][0]);
        attempt("asking", uri, ann, both, COUNT(both));
        outcome("open", virConnectOpen(uri));
    }
    unsetenv("LIBVIRT_AUTH_FILE");
    put("auth.conf", contents[0][1]);
    snprintf(with, sizeof(with), "%s?authfile=%s", uri, path);
    outcome("named by the URI", virConnectOpen(with));
    put("broken.conf", "nothing of the kind\n");
    snprintf(path, sizeof(path), "%s/broken.conf", folder);
    setenv("LIBVIRT_AUTH_FILE", path, 1);
    printf("broken file %d\n", virConnectOpen(with) == NULL);
    setenv("LIBVIRT_AUTH_FILE", "/nonexistent", 1);
    printf("missing file %d\n", virConnectOpen(with) == NULL);
    unsetenv("LIBVIRT_AUTH_FILE");
}

static void clean(void)
{
    static const char *names[] = {"node.xml", "nameless.xml", "auth.conf", "broken.conf"};
    char path[200];
    for (size_t i = 0; i < COUNT(names); i++) {
        snprintf(path, sizeof(path), "%s/%s", folder, names[i]);
        unlink(path);
    }
    rmdir(folder);
}

int main(int argc, char **argv)
{
    if (argc != 2 || !mkdtemp(folder) || virInitialize() < 0)
        return 2;
    virSetErrorFunc(NULL, quiet);
    put("node.xml", "<node><auth><user password='secret'>root</user><user>guest</user><user password=''>empty</user>"
                    "<user password='other'>root</user><user password='x\\y'>a b</user></auth></node>");
    put("nameless.xml", "<node><auth><user password='secret'/></auth></node>");
    snprintf(uri, sizeof(uri), "test://%s/node.xml", folder);
    answers();
    nobody_to_ask();
    terminal();
    files();
    snprintf(uri, sizeof(uri), "test://%s/nameless.xml", folder);
    outcome("user without a name", virConnectOpen(uri));
    int kinds[] = {VIR_CRED_AUTHNAME, VIR_CRED_PASSPHRASE};
    struct person nobody = {{NULL, NULL}, {-1, -1}, 0};
    attempt("the daemon knows who calls", argv[1], nobody, kinds, COUNT(kinds));
    clean();
    return 0;
}
