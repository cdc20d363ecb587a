// A second plugin: messages to objects of the first, of TypeScript, of class files and of bash; several classes in one.
#include <string.h>

#include "libtrashtalk.h"

TT_METHOD(manager_increment_counter) {
    (void)self, (void)numArgs;
    return TT_SendDirect(TT_AsInstance(args[0]), "increment", NULL, 0);
}

// To each of a list: what they answer, as a list.
TT_METHOD(manager_ask_all) {
    (void)self, (void)numArgs;
    if (args[0].type != TT_TYPE_ARRAY) return TT_MakeError("TypeError", "askAll: needs a list");
    TTArray* answers = TT_ArrayNew();
    for (int i = 0; i < TT_ArrayLen(args[0].arrayVal); i++) {
        const char* id = TT_AsString(TT_ArrayAt(args[0].arrayVal, i));
        TTValue answer = TT_Send(id, "getValue", NULL, 0);
        if (TT_IsError(answer)) return answer;
        TT_ArrayPush(answers, answer);
    }
    return TT_MakeArray(answers);
}

TT_METHOD(manager_each) {
    (void)self, (void)numArgs;
    TTBlock* block = TT_AsBlock(args[1]);
    int64_t times = TT_AsInt(args[0]);
    TTValue last = TT_MakeNil();
    for (int64_t i = 0; i < times; i++) {
        TTValue number = TT_MakeInt(i);
        last = TT_InvokeBlockDirect(block, &number, 1);
        if (TT_IsError(last)) return last;
    }
    return last;
}

// `count` messages in C, by the number of the selector.
TT_METHOD(manager_loop) {
    (void)self, (void)numArgs;
    TTInstance* counter = TT_AsInstance(args[0]);
    uint32_t selector = TT_Intern("increment");
    TTValue last = TT_MakeNil();
    for (int64_t i = TT_AsInt(args[1]); i > 0; i--) last = TT_SendId(counter, selector, NULL, 0);
    return last;
}

TT_METHOD(manager_raw) {
    (void)self, (void)numArgs;
    const char* words[] = {TT_AsString(args[1])};
    const char* text = TT_BashFallback(TT_AsString(args[0]), "shout:", words, 1);
    return text ? TT_MakeString(text) : TT_MakeError("ShellError", TT_GetLastError());
}

// Case 91: an object of another class, made in C.
TT_METHOD(factory_create) {
    (void)self, (void)numArgs;
    TTInstance* event = TT_Lookup(TT_New("CEvent"));
    TT_SetIvarNamed(event, "type", args[0]);
    return TT_MakeInstance(event);
}

// Case 92: a chain of three, each of which notes that it was called.
static void note(TTInstance* self, const char* name) {
    TTArray* log = TT_ArrayNew();
    TTValue before = TT_GetClassVar(TT_AsInstance(TT_MakeString("Trail")), "log");
    for (int i = 0; before.type == TT_TYPE_ARRAY && i < TT_ArrayLen(before.arrayVal); i++)
        TT_ArrayPush(log, TT_ArrayAt(before.arrayVal, i));
    TT_ArrayPush(log, TT_MakeString(name));
    TT_SetClassVar(TT_AsInstance(TT_MakeString("Trail")), "log", TT_MakeArray(log));
    (void)self;
}

TT_METHOD(client_receive) {
    (void)numArgs;
    note(self, "client");
    TTValue event = TT_Send("EventFactory", "createEvent:", args, 1);
    TTValue dispatcher = TT_GetIvar(self, 0);
    return TT_Send(TT_AsString(dispatcher), "dispatch:", &event, 1);
}

TT_METHOD(dispatcher_dispatch) {
    (void)numArgs;
    note(self, "dispatcher");
    return TT_SendDirect(TT_AsInstance(TT_GetIvar(self, 0)), "handle:", args, 1);
}

TT_METHOD(widget_handle) {
    (void)numArgs;
    note(self, "widget");
    TT_SetIvar(self, 0, TT_GetIvarNamed(TT_AsInstance(args[0]), "type"));
    return TT_GetIvar(self, 0);
}

// Case 93: a method of the class above counts in the variables of that class.
TT_METHOD(base_get_a) {
    (void)args, (void)numArgs;
    return TT_GetIvar(self, 0);
}

TT_METHOD(derived_both) {
    (void)args, (void)numArgs;
    return TT_MakeInt(TT_AsInt(TT_GetIvar(self, 0)) * 100 + TT_AsInt(TT_GetIvar(self, 1)));
}

TT_METHOD(derived_super) {
    (void)args, (void)numArgs;
    return TT_SendSuper(self, "Derived", "getA", NULL, 0);
}

TT_METHOD(base_overridden) {
    (void)self, (void)args, (void)numArgs;
    return TT_MakeString("of C");
}

#define CLASS(name, super, vars, numVars, methods, classMethods, numClassMethods)                                \
    do {                                                                                                        \
        TTMethodTable table = {methods, TT_COUNT(methods), classMethods, numClassMethods};                       \
        TT_RegisterClass(name, super, vars, numVars, &table);                                                    \
    } while (0)

TT_PLUGIN {
    // The class above comes last.
    const char* derived[] = {"b:2"};
    TTMethodEntry derivedMethods[] = {TT_METHOD_ENTRY("both", derived_both, 0),
                                      TT_METHOD_ENTRY("super", derived_super, 0),
                                      TT_METHOD_ENTRY("getA", base_overridden, 0)};
    CLASS("Derived", "Base", derived, 1, derivedMethods, NULL, 0);
    const char* base[] = {"a:1"};
    TTMethodEntry baseMethods[] = {TT_METHOD_ENTRY("getA", base_get_a, 0), TT_METHOD_ENTRY("readA", base_get_a, 0)};
    CLASS("Base", NULL, base, 1, baseMethods, NULL, 0);

    TTMethodEntry manager[] = {
        TT_METHOD_ENTRY("incrementCounter:", manager_increment_counter, 1),
        TT_METHOD_ENTRY("askAll:", manager_ask_all, 1), TT_METHOD_ENTRY("each:do:", manager_each, 2),
        TT_METHOD_ENTRY("loop:times:", manager_loop, 2), TT_METHOD_ENTRY("raw:with:", manager_raw, 2)};
    CLASS("Manager", "Object", NULL, 0, manager, NULL, 0);

    const char* event[] = {"type"};
    TTMethodEntry none[] = {TT_METHOD_ENTRY("isEvent", base_overridden, 0)};
    CLASS("CEvent", "Object", event, 1, none, NULL, 0);
    TTMethodEntry factory[] = {{"createEvent:", factory_create, 1, TT_METHOD_NATIVE | TT_METHOD_CLASS_METHOD}};
    CLASS("EventFactory", "Object", NULL, 0, factory, NULL, 0);
    const char* to[] = {"next"};
    TTMethodEntry client[] = {TT_METHOD_ENTRY("receive:", client_receive, 1)};
    CLASS("CClient", "Object", to, 1, client, NULL, 0);
    TTMethodEntry dispatcher[] = {TT_METHOD_ENTRY("dispatch:", dispatcher_dispatch, 1)};
    CLASS("CDispatcher", "Object", to, 1, dispatcher, NULL, 0);
    const char* widget[] = {"lastEvent"};
    TTMethodEntry widgetMethods[] = {TT_METHOD_ENTRY("handle:", widget_handle, 1)};
    CLASS("CWidget", "Object", widget, 1, widgetMethods, NULL, 0);
}
