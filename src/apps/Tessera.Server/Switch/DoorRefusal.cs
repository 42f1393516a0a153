using Tessera.Iso8583;
using Tessera.Primitives;

namespace Tessera.Server.Switch;

/// <summary>Why the door itself refuses a readable message; the path of a fault goes out, its value never.</summary>
internal readonly record struct DoorRefusal(ResponseCode Code, string Path)
{
    public static DoorRefusal Of(ParseError fault) => new(ResponseCode.FormatError, fault.Path);

    public static DoorRefusal Of(ResponseCode code) => new(code, "");
}
