using Tessera.Iso8583;

namespace Tessera.Server.Switch;

/// <summary>Decides a request and makes its answer; the view of the message is valid during the call only.</summary>
internal delegate ValueTask<byte[]> SwitchHandle(SwitchRequest request, in IsoMessage message);
