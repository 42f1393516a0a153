namespace Tessera.Server.Switch;

/// <summary>Why a link ended.</summary>
public enum CloseReason
{
    None = 0,
    PeerClosed = 1,
    Stopping = 2,

    /// <summary>A length that no message can have.</summary>
    BadFrame = 3,

    /// <summary>A message without a readable type: there is nothing to answer.</summary>
    UnreadableType = 4,

    /// <summary>A message that began and did not end.</summary>
    HalfMessage = 5,
    NotSignedOn = 6,
    Idle = 7,

    /// <summary>The peer does not read its answers.</summary>
    Stalled = 8,
    Broken = 9,
    TooManyLinks = 10,
    SignedOff = 11,

    /// <summary>A certificate that no participant has.</summary>
    Untrusted = 12,
}
