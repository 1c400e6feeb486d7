#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/redact.h"
#include "cli/bundle.h"
#include "cli/cmd.h"
#include "cli/sibling.h"

enum { PATH_MOST = 512, LINES = 1000, LINE_BYTES = 400 };

#define INSIDE	"sixthkey-bundle"

extern char	**environ;

/* What each file of it says: a program and its words. */
static const struct {
	const char	*file, *program, *words[8];
} parts[] = {
	{ "version", "sixthkey", { "--version" } },
	{ "machine", "uname", { "-srvm" } },
	{ "doctor", "sixthkey", { "doctor" } },
	{ "settings", "sixthkey", { "config", "show", "--origin" } },
	{ "status", "sixthkey", { "status" } },
	{ "status.json", "sixthkey", { "status", "--json" } },
	{ "nodes", "sixthkey", { "get", "nodes", "-o", "wide" } },
	{ "stage-settings", "sixthkey", { "get", "settings" } },
	{ "deadletters", "sixthkey", { "get", "deadletters" } },
	{ "aside", "sixthkey", { "get", "aside", "--limit", "200" } },
	{ "rejects", "sixthkey", { "get", "rejects", "--limit", "200" } },
	{ "audit", "sixthkey", { "get", "audit" } },
	{ "schema", "sixthkey", { "db", "status" } },
	{ "journal", "journalctl", { "-u", "sixthkey-*", "-n", "1000",
	    "--no-pager", "-o", "cat" } },
};

static int
write_part(const char *folder, const char *name, const struct buf *text)
{
	struct buf	 clean = { 0 };
	char		 path[PATH_MOST];
	FILE		*f;
	int		 rc;

	snprintf(path, sizeof(path), "%s/" INSIDE "/%s", folder, name);
	f = fopen(path, "w");
	if (f == NULL)
		return -1;
	redact(text->data == NULL ? "" : text->data, &clean);
	rc = fwrite(clean.data, 1, clean.len, f) == clean.len ? 0 : -1;
	buf_release(&clean);
	return fclose(f) == 0 ? rc : -1;
}

static int
write_parts(const char *folder)
{
	size_t	 i;
	int	 rc = 0;

	for (i = 0; i < sizeof(parts) / sizeof(parts[0]) && rc == 0; i++) {
		struct buf	 said = { 0 };

		if (sibling_run(parts[i].program, parts[i].words, &said) != -1)
			rc = write_part(folder, parts[i].file, &said);
		buf_release(&said);
	}
	return rc;
}

static int
write_environment(const char *folder)
{
	struct buf	 b = { 0 };
	char		**v;
	int		 rc;

	for (v = environ; *v != NULL; v++)
		if (strncmp(*v, "SIXTHKEY_", 9) == 0 ||
		    strncmp(*v, "PG", 2) == 0)
			buf_printf(&b, "%s\n", *v);
	rc = write_part(folder, "environment", &b);
	buf_release(&b);
	return rc;
}

/* The last lines of a log. */
static void
read_end(const char *path, struct buf *b)
{
	FILE	*f = fopen(path, "r");
	char	*line = NULL;
	size_t	 size = 0;

	if (f == NULL)
		return;
	if (fseek(f, -(long)LINES * LINE_BYTES, SEEK_END) == 0 &&
	    getline(&line, &size, f) < 0)
		buf_clear(b);		/* that one was cut */
	while (getline(&line, &size, f) > 0)
		buf_text(b, line);
	free(line);
	fclose(f);
}

/* Those of SIXTHKEY_LOGS, a folder. */
static int
write_logs(const char *folder)
{
	const char	*logs = getenv("SIXTHKEY_LOGS");
	DIR		*d = logs == NULL ? NULL : opendir(logs);
	struct dirent	*e;
	char		 path[PATH_MOST], name[PATH_MOST];
	int		 rc = 0;

	while (d != NULL && rc == 0 && (e = readdir(d)) != NULL) {
		struct buf	 b = { 0 };
		const char	*dot = strrchr(e->d_name, '.');

		if (dot == NULL || strcmp(dot, ".log") != 0)
			continue;
		snprintf(path, sizeof(path), "%s/%.200s", logs, e->d_name);
		snprintf(name, sizeof(name), "log-%.200s", e->d_name);
		read_end(path, &b);
		rc = write_part(folder, name, &b);
		buf_release(&b);
	}
	if (d != NULL)
		closedir(d);
	return rc;
}

static int
pack(const char *folder, const char *path)
{
	const char	*const words[] = { "-czf", path, "-C", folder, INSIDE,
			    NULL };
	struct buf	 said = { 0 };
	int		 status = sibling_run("tar", words, &said);

	if (status != 0)
		cmd_say("doctor", "tar: %s", said.len == 0 ?
		    "is not on the PATH" : said.data);
	buf_release(&said);
	return status;
}

static void
remove_folder(const char *folder)
{
	const char	*const words[] = { "-rf", "--", folder, NULL };
	struct buf	 said = { 0 };

	sibling_run("rm", words, &said);
	buf_release(&said);
}

/* Only its owner may read it: what we know to be secret is out of it. */
int
bundle_write(const char *path)
{
	char	 folder[] = "/tmp/sixthkey-bundle.XXXXXX", inside[64];
	int	 code = EXIT_CANTCREATE;

	umask(077);
	if (mkdtemp(folder) == NULL) {
		cmd_say("doctor", "/tmp: %s", strerror(errno));
		return code;
	}
	snprintf(inside, sizeof(inside), "%s/" INSIDE, folder);
	if (mkdir(inside, 0700) != 0 || write_parts(folder) != 0 ||
	    write_environment(folder) != 0 || write_logs(folder) != 0)
		cmd_say("doctor", "%s: %s", inside, strerror(errno));
	else if (pack(folder, path) == 0)
		code = EXIT_OK;
	remove_folder(folder);
	if (code == EXIT_OK)
		printf("%s holds settings, versions, status, what is aside "
		    "and logs; passwords, keys and tokens are taken out.\n",
		    path);
	if (code == EXIT_OK)
		cmd_next("tar -tzf %s", path);
	return code;
}
