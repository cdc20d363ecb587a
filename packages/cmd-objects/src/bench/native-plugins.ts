// The plugins that are measured.

export const COUNTER = `
TT_METHOD(increment) {
    (void)args, (void)numArgs;
    TTValue value = TT_GetIvar(self, 0);
    value.intVal++;
    TT_SetIvar(self, 0, value);
    return value;
}

__attribute__((noinline)) static TTValue directly(int64_t* memory) {
    ++*(volatile int64_t*)memory;
    return TT_MakeInt(*memory);
}

TT_METHOD(plain) {
    (void)self, (void)numArgs;
    int64_t memory = 0;
    TTValue last = TT_MakeNil();
    for (int64_t i = TT_AsInt(args[0]); i > 0; i--) last = directly(&memory);
    return last;
}

TT_METHOD(own) {
    (void)numArgs;
    uint32_t selector = TT_Intern("increment");
    TTValue last = TT_MakeNil();
    for (int64_t i = TT_AsInt(args[0]); i > 0; i--) last = TT_SendId(self, selector, NULL, 0);
    return last;
}

TT_PLUGIN {
    static const char* variables[] = {"value:0"};
    static TTMethodEntry methods[] = {TT_METHOD_ENTRY("increment", increment, 0), TT_METHOD_ENTRY("plain:", plain, 1),
                                      TT_METHOD_ENTRY("own:", own, 1)};
    static TTMethodTable table = {methods, TT_COUNT(methods), NULL, 0};
    TT_RegisterClass("BenchC", NULL, variables, 1, &table);
}
`;

export const SENDER = `
TT_METHOD(to_times) {
    (void)self, (void)numArgs;
    TTInstance* to = TT_AsInstance(args[0]);
    TTValue last = TT_MakeNil();
    for (int64_t i = TT_AsInt(args[1]); i > 0; i--) last = TT_SendDirect(to, "increment", NULL, 0);
    return last;
}

TT_METHOD(named_times) {
    (void)self, (void)numArgs;
    const char* to = TT_AsString(args[0]);
    TTValue last = TT_MakeNil();
    for (int64_t i = TT_AsInt(args[1]); i > 0; i--) last = TT_Send(to, "increment", NULL, 0);
    return last;
}

TT_METHOD(block_times) {
    (void)self, (void)numArgs;
    TTBlock* block = TT_AsBlock(args[0]);
    TTValue last = TT_MakeNil();
    for (int64_t i = TT_AsInt(args[1]); i > 0; i--) {
        TTValue number = TT_MakeInt(i);
        last = TT_InvokeBlockDirect(block, &number, 1);
    }
    return last;
}

TT_PLUGIN {
    static TTMethodEntry methods[] = {TT_METHOD_ENTRY("to:times:", to_times, 2),
                                      TT_METHOD_ENTRY("named:times:", named_times, 2),
                                      TT_METHOD_ENTRY("block:times:", block_times, 2)};
    static TTMethodTable table = {methods, TT_COUNT(methods), NULL, 0};
    TT_RegisterClass("BenchSender", NULL, NULL, 0, &table);
}
`;
