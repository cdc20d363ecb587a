/* The limit of what a launcher can do: looks for the one skill of a name below .agent/repo=X/role=X/skills, as rhachet
   does, and becomes it. No options, no messages: `launcher <slug> [words...]`. Compiled by launch.mjs. */
#include <dirent.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static char hit[PATH_MAX], hit_repo[NAME_MAX], hit_role[NAME_MAX];
static int hits;

static int is_directory(const char *path, int type) {
  struct stat status;
  if (type == DT_DIR) return 1;
  return type == DT_LNK && stat(path, &status) == 0 && S_ISDIR(status.st_mode);
}

static int names(const char *file, const char *slug) {
  size_t length = strlen(slug);
  return strncmp(file, slug, length) == 0 && (file[length] == 0 || strcmp(file + length, ".sh") == 0);
}

static void scan(const char *dir, const char *repo, const char *role, const char *slug) {
  DIR *open = opendir(dir);
  struct dirent *entry;
  char path[PATH_MAX];
  if (!open) return;
  while ((entry = readdir(open))) {
    if (strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0) continue;
    snprintf(path, sizeof path, "%s/%s", dir, entry->d_name);
    if (is_directory(path, entry->d_type)) scan(path, repo, role, slug);
    else if (names(entry->d_name, slug) && access(path, X_OK) == 0) {
      hits += 1;
      strcpy(hit, path);
      strcpy(hit_repo, repo);
      strcpy(hit_role, role);
    }
  }
  closedir(open);
}

static void scan_roles(const char *agent, const char *repo, const char *slug) {
  char dir[PATH_MAX], skills[PATH_MAX];
  struct dirent *entry;
  snprintf(dir, sizeof dir, "%s/%s", agent, repo);
  DIR *open = opendir(dir);
  if (!open) return;
  while ((entry = readdir(open))) {
    if (strncmp(entry->d_name, "role=", 5) != 0) continue;
    snprintf(skills, sizeof skills, "%s/%s/skills", dir, entry->d_name);
    scan(skills, repo + 5, entry->d_name + 5, slug);
  }
  closedir(open);
}

/* The nearest .agent/ upwards; links in the way are resolved by getcwd. */
static int find_agent(char *agent) {
  char dir[PATH_MAX];
  struct stat status;
  if (!getcwd(dir, sizeof dir)) return 0;
  for (;;) {
    snprintf(agent, PATH_MAX, "%s/.agent", dir);
    if (stat(agent, &status) == 0 && S_ISDIR(status.st_mode)) return 1;
    char *slash = strrchr(dir, '/');
    if (!slash) return 0;
    *slash = 0;
  }
}

int main(int argc, char **argv) {
  char agent[PATH_MAX];
  struct dirent *entry;
  if (argc < 2 || !find_agent(agent)) return 127;
  DIR *open = opendir(agent);
  if (!open) return 127;
  while ((entry = readdir(open)))
    if (strncmp(entry->d_name, "repo=", 5) == 0) scan_roles(agent, entry->d_name, argv[1]);
  closedir(open);
  if (hits != 1) return 127;
  setenv("RHACHET_REPO", hit_repo, 1);
  setenv("RHACHET_ROLE", hit_role, 1);
  setenv("RHACHET_SKILL", argv[1], 1);
  argv[1] = hit;
  execv(hit, argv + 1);
  return 126;
}
