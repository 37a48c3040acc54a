using System.CommandLine;
using NanoLive.Cli;
using NanoLive.Cli.Verbs;

RootCommand root = new("nanolive: live update of device drivers on microcontrollers that run .NET nanoFramework.")
{
    DemoVerb.Create(),
    KeysVerb.Create(),
    BoardsVerb.Create(),
    FlashVerb.Create(),
    ImageVerb.Create(),
    BoardVerb.Create(),
    BrokerVerb.Create(),
    DiffVerb.Create(),
    PatchVerb.Create(),
    RollbackVerb.Create(),
    LowerVerb.Create(),
    InspectVerb.Create(),
    PublishVerb.Create(),
    WatchVerb.Create(),
    DevicesVerb.Create(),
};
return await VerbRunner.RunAsync(root, args);
