using System.Text.Json.Serialization;
using Tessera.Client.Wire;

namespace Tessera.Client.Activation;

/// <summary>Which applet the phone personalises: the qVSDC-like or the M/Chip-like one.</summary>
[JsonConverter(typeof(TolerantEnumConverter<CardProfile>))]
public enum CardProfile
{
    Unknown = 0,
    Qvsdc = 1,
    Mchip = 2,
}
