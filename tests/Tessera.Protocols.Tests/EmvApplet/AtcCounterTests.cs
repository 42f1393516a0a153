using CsCheck;
using Tessera.Emv.Applet;
using Tessera.Emv.Cryptograms;

namespace Tessera.Protocols.Tests.EmvApplet;

public sealed class AtcCounterTests
{
    private const string Select = "00A404000A" + TestDevice.QvsdcName + "00";
    private const string Options = "80A8000023832120804000000000001234000000000000084000000000000840261125001122334400";

    /// <summary>
    /// Goal: no counter leaves twice, whatever crashes between storing and answering, or while storing.
    /// </summary>
    [Fact]
    public void Counters_never_repeat_over_restarts_crashes_and_failing_writes()
    {
        Gen.Int[0, 4].List[1, 60].Sample(events =>
        {
            var disk = new FaultyStore();
            var device = new TestDevice(CryptogramProfile.Visa18, disk);
            var seen = new HashSet<string>();
            foreach (var fault in events)
            {
                disk.Next = fault;
                device.Send(Select);
                var answer = device.Send(Options);
                disk.Next = 0;
                var at = answer.IndexOf("9F3602", StringComparison.Ordinal);
                var hasLeft = at >= 0;
                if (hasLeft && !seen.Add(answer.Substring(at + 6, 4)))
                {
                    return false;
                }

                if (hasLeft && disk.Last < Convert.ToInt32(answer.Substring(at + 6, 4), 16))
                {
                    return false;
                }

                device = fault is 3 or 4 ? new TestDevice(CryptogramProfile.Visa18, disk) : device;
            }

            return true;
        });
    }

    [Fact]
    public void The_last_counter_is_used_once_and_then_the_application_is_dead()
    {
        var disk = new FaultyStore { Last = 65_533 };
        var device = new TestDevice(CryptogramProfile.Visa18, disk);
        Assert.Contains("9F3602FFFE", Tap(device), StringComparison.Ordinal);
        Assert.Contains("9F3602FFFF", Tap(device), StringComparison.Ordinal);
        for (var attempt = 0; attempt < 3; attempt++)
        {
            Assert.Equal("6985", Tap(device));
        }

        Assert.Equal("6985", Tap(new TestDevice(CryptogramProfile.Visa18, disk)));
        Assert.Equal(65_535, disk.Last);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(70_000)]
    public void A_counter_out_of_range_kills_the_application(int stored)
    {
        Assert.Equal("6985", Tap(new TestDevice(CryptogramProfile.Visa18, new FaultyStore { Last = stored })));
    }

    [Fact]
    public void A_store_that_went_back_is_noticed()
    {
        var disk = new FaultyStore();
        var device = new TestDevice(CryptogramProfile.Visa18, disk);
        Tap(device);
        Tap(device);
        disk.Last = 0;
        Assert.Equal("6985", Tap(device));
    }

    [Fact]
    public void Verification_is_used_up_even_when_the_counter_cannot_be_stored()
    {
        var disk = new FaultyStore { Next = 1 };
        var device = new TestDevice(CryptogramProfile.Visa18, disk);
        device.Verification.Confirm();
        Assert.Equal("6985", Tap(device));
        Assert.False(device.Verification.IsFresh);
    }

    private static string Tap(TestDevice device)
    {
        device.Send(Select);
        return device.Send(Options);
    }

    /// <summary>
    /// A store whose next write may fail before (1) or after (2) it lands; 3 and 4 stand for a crash.
    /// </summary>
    private sealed class FaultyStore : IAtcStore
    {
        public int Last { get; set; }

        public int Next { get; set; }

        public bool TryRead(out int last)
        {
            last = Last;
            return true;
        }

        public bool TryWrite(int last)
        {
            if (Next is 1 or 3)
            {
                return false;
            }

            Last = last;
            return Next != 2;
        }
    }
}
