#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cli/cmd.h"
#include "cli/key_rotate.h"
#include "proto/keyring.h"

enum { TRIES = 100 };

struct search {
	char		 folder[PATH_BYTES];
	const char	*who;
	struct key	 found;
	int		 n;
};

static int
is_it(const struct search *s, const struct key *k)
{
	return s->who[0] == '/' ? k->role == ROLE_SOURCE &&
	    strcmp(k->sources, s->who) == 0 : strcmp(k->name, s->who) == 0;
}

/* What cannot be read is not in force either. */
static int
search(struct search *s)
{
	struct dirent	**file;
	struct key	 k;
	struct err	 e;
	int		 i, n = scandir(s->folder, &file, NULL, alphasort);

	for (i = 0; i < n; i++) {
		if (keyring_ending(file[i]->d_name) != NULL &&
		    keyring_read(s->folder, file[i]->d_name, &k, &e) == 0 &&
		    is_it(s, &k)) {
			s->found = k;
			s->n++;
		}
		free(file[i]);
	}
	if (n >= 0)
		free(file);
	if (s->n == 1)
		return EXIT_OK;
	cmd_say("keys", s->n == 0 ? "%s has no key of %s; sixthkey keys list "
	    "--dir says which there are" : "%s has several keys of %s: give "
	    "the name of one; sixthkey keys list --dir says which there are",
	    s->folder, s->who);
	return EXIT_NOINPUT;
}

/* NAME-2, or the next that is free. */
static int
free_name(const struct search *s, char name[KEY_NAME_MAX])
{
	char	 path[2 * PATH_BYTES];
	int	 i, n;

	for (i = 2; i < TRIES; i++) {
		n = snprintf(name, KEY_NAME_MAX, "%.*s-%d",
		    KEY_NAME_MAX - 4, s->found.name, i);
		snprintf(path, sizeof(path), "%s/%s.pub", s->folder, name);
		if (n < KEY_NAME_MAX && access(path, F_OK) != 0)
			return EXIT_OK;
	}
	return cmd_misused("keys", "%s has been changed so often that it "
	    "needs another --name", s->found.name);
}

int
key_rotate(const struct key_wish *given, const char *who)
{
	struct search	 s = { .who = who };
	struct key_wish	 w = *given;
	char		 name[KEY_NAME_MAX];
	int		 code;

	snprintf(s.folder, sizeof(s.folder), "%s/keys", w.dir);
	code = search(&s);
	if (code == EXIT_OK && w.name == NULL) {
		code = free_name(&s, name);
		w.name = name;
	}
	if (code != EXIT_OK)
		return code;
	w.role = key_role_name(s.found.role);
	w.stage = s.found.role == ROLE_WORKER ? stage_name(s.found.stage) :
	    NULL;
	w.sources = s.found.role == ROLE_SOURCE ? s.found.sources : NULL;
	code = key_new(&w);
	if (code == EXIT_OK)
		cmd_say("keys", "%s and %s are let in; once the new one is in "
		    "use: sixthkey keys revoke %s --dir %s", s.found.name,
		    w.name, s.found.name, w.dir);
	return code;
}
