namespace Tessera.Core.Tests.Month;

public enum DisputeWay
{
    Accepted = 0,
    LapsedAtOnce = 1,
    RepresentedAndLapsed = 2,
    RuledForIssuer = 3,
    RuledForAcquirer = 4,
    Withdrawn = 5,
}
