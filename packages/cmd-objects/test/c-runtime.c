/* The part of the interface that compiled methods without blocks use, for one object of one class: enough to run them
 * beside the evaluator. Reads lines "selector argument"; prints the type and text of each answer, then the variables. */
#include "libtrashtalk.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct TTError {
    char text[400];
};

static TTMethodTable table;
static const char* names[16];
static TTValue slots[16];
static int slotCount;
static char texts[64][400];
static int nextText;
static TTError errors[16];
static int nextError;

static char* text_place(void) { return texts[nextText++ % 64]; }

static TTValue kept(TTValue value) {
    if (value.type == TT_TYPE_STRING) value.stringVal = strdup(value.stringVal);
    return value;
}

static TTValue defaulted(const char* text) {
    char* end;
    long long number = strtoll(text, &end, 10);
    return *text != '\0' && *end == '\0' ? TT_MakeInt(number) : TT_MakeString(text);
}

void TT_RegisterClass(const char* className, const char* superclass, const char** instanceVars, int numVars,
                      TTMethodTable* methods) {
    (void)className;
    (void)superclass;
    table = *methods;
    slotCount = numVars;
    for (int i = 0; i < numVars; i++) {
        char* name = strdup(instanceVars[i]);
        char* colon = strchr(name, ':');
        slots[i] = colon == NULL ? TT_MakeNil() : defaulted(colon + 1);
        if (colon != NULL) *colon = '\0';
        names[i] = name;
    }
}

TTValue TT_GetIvar(TTInstance* inst, int index) {
    (void)inst;
    return slots[index];
}

void TT_SetIvar(TTInstance* inst, int index, TTValue val) {
    (void)inst;
    slots[index] = kept(val);
}

void TT_SetIvarNamed(TTInstance* inst, const char* name, TTValue val) {
    for (int i = 0; i < slotCount; i++)
        if (strcmp(names[i], name) == 0) TT_SetIvar(inst, i, val);
}

TTValue TT_MakeError(const char* type, const char* message) {
    TTValue value;
    TTError* error = &errors[nextError++ % 16];
    snprintf(error->text, sizeof error->text, "%s: %s", type, message);
    value.type = TT_TYPE_ERROR;
    value.errorVal = error;
    return value;
}

/* As JavaScript prints it: the shortest that reads the same. */
static void put_float(char* text, size_t size, double number) {
    for (int digits = 1; digits <= 17; digits++) {
        snprintf(text, size, "%.*g", digits, number);
        if (strtod(text, NULL) == number) return;
    }
}

const char* TT_AsString(TTValue value) {
    char* text = text_place();
    size_t size = sizeof texts[0];
    switch (value.type) {
    case TT_TYPE_INT: snprintf(text, size, "%" PRId64, value.intVal); break;
    case TT_TYPE_FLOAT: put_float(text, size, value.floatVal); break;
    case TT_TYPE_BOOL: snprintf(text, size, "%s", value.intVal ? "true" : "false"); break;
    case TT_TYPE_STRING: snprintf(text, size, "%s", value.stringVal); break;
    case TT_TYPE_INSTANCE: snprintf(text, size, "self"); break;
    case TT_TYPE_ERROR: snprintf(text, size, "%s", value.errorVal->text); break;
    default: *text = '\0';
    }
    return text;
}

int TT_AsBool(TTValue value) {
    const char* text = TT_AsString(value);
    return strcmp(text, "") != 0 && strcmp(text, "false") != 0 && strcmp(text, "0") != 0 && strcmp(text, "nil") != 0;
}

static void normal(char* to, const char* selector) {
    while ((*to++ = *selector == ':' ? '_' : *selector) != '\0') selector++;
}

TTValue TT_SendDirect(TTInstance* receiver, const char* selector, TTValue* args, int numArgs) {
    char asked[80];
    char known[80];
    normal(asked, selector);
    for (int i = 0; i < table.numInstanceMethods; i++) {
        normal(known, table.instanceMethods[i].selector);
        if (strcmp(known, asked) == 0) return table.instanceMethods[i].impl(receiver, args, numArgs);
    }
    return TT_MakeError("MessageNotUnderstood", selector);
}

TTValue TT_Send(const char* receiver, const char* selector, TTValue* args, int numArgs) {
    (void)args;
    (void)numArgs;
    (void)selector;
    return TT_MakeError("ClassNotFound", receiver);
}

TTValue TT_SendSuper(TTInstance* self, const char* className, const char* selector, TTValue* args, int numArgs) {
    (void)self;
    (void)args;
    (void)numArgs;
    (void)className;
    return TT_MakeError("MessageNotUnderstood", selector);
}

TTValue TT_GetClassVar(TTInstance* self, const char* name) {
    (void)self;
    (void)name;
    return TT_MakeNil();
}

void TT_SetClassVar(TTInstance* self, const char* name, TTValue val) {
    (void)self;
    (void)name;
    (void)val;
}

int TT_ArrayLen(TTArray* array) {
    (void)array;
    return 0;
}

void tt_plugin_init(void);

int main(void) {
    static char self;
    char selector[80];
    char argument[80];
    tt_plugin_init();
    while (scanf("%79s %79s", selector, argument) == 2) {
        TTValue args[] = {TT_MakeString(argument)};
        TTValue result = TT_SendDirect((TTInstance*)(void*)&self, selector, args, 1);
        printf("%s%s", result.type == TT_TYPE_ERROR ? "!" : "", TT_AsString(result));
        for (int i = 0; i < slotCount; i++) printf("\t%s=%s", names[i], TT_AsString(slots[i]));
        printf("\n");
    }
    return 0;
}
