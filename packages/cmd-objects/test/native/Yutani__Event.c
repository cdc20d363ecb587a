// A plugin of its own: an event, from the JSON that a server has sent.
#include <string.h>

#include "libtrashtalk.h"

enum { KIND };

// Of a text in flat JSON.
static TTValue text_at(const char* json, const char* quoted) {
    const char* at = strstr(json, quoted);
    if (at == NULL) return TT_MakeError("KeyNotFound", quoted);
    char found[64] = {0};
    at += strlen(quoted) + 2;
    strncat(found, at, strcspn(at, "\"") < sizeof found ? strcspn(at, "\"") : sizeof found - 1);
    return TT_MakeString(TT_CopyString(found));
}

TT_METHOD(event_from_json) {
    (void)self, (void)numArgs;
    TTValue kind = text_at(TT_AsString(args[0]), "\"kind\"");
    if (TT_IsError(kind)) return kind;
    TTInstance* event = TT_Lookup(TT_New("Yutani::Event"));
    TT_SetIvarNamed(event, "kind", kind);
    return TT_MakeInstance(event);
}

TT_METHOD(event_kind) {
    (void)args, (void)numArgs;
    return TT_GetIvar(self, KIND);
}

TT_PLUGIN {
    static const char* variables[] = {"kind"};
    static TTMethodEntry methods[] = {TT_METHOD_ENTRY("getKind", event_kind, 0)};
    static TTMethodEntry classMethods[] = {
        {"fromJson:", event_from_json, 1, TT_METHOD_NATIVE | TT_METHOD_CLASS_METHOD}};
    static TTMethodTable table = {methods, TT_COUNT(methods), classMethods, TT_COUNT(classMethods)};
    TT_RegisterClass("Yutani::Event", "Object", variables, TT_COUNT(variables), &table);
}
