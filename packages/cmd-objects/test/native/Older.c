// A plugin of the older interface: JSON in, JSON out.
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static char answer[4096];

char* GetClassName(void) {
    static char name[] = "Older";
    return name;
}

char* Older_Dispatch(char* instance, char* selector, char* args) {
    const char* value = strstr(instance, "\"value\":");
    if (strcmp(selector, "increment") == 0 && value != NULL)
        snprintf(answer, sizeof answer,
                 "{\"instance\":{\"class\":\"Older\",\"created_at\":\"1\",\"_vars\":[\"value\"],\"value\":%d},"
                 "\"result\":\"%d\",\"exit_code\":0}",
                 atoi(value + 8) + 1, atoi(value + 8) + 1);
    else if (strcmp(selector, "echo_") == 0)
        snprintf(answer, sizeof answer, "{\"result\":\"%s\",\"exit_code\":0}", args[0] == '[' ? "list" : "?");
    else if (strcmp(selector, "fail") == 0)
        snprintf(answer, sizeof answer, "{\"exit_code\":1,\"error\":\"it went wrong\"}");
    else if (strcmp(selector, "nonsense") == 0)
        snprintf(answer, sizeof answer, "nonsense");
    else
        snprintf(answer, sizeof answer, "{\"exit_code\":200}");
    return answer;
}
