// EMV contactless book C-2 (kernel 2): filling the discretionary digits of track 2.
namespace Tessera.Emv.Kernel.Steps;

/// <summary>Discretionary digits whose places are numbered from the right, bit 1 being the last digit.</summary>
internal sealed class TrackFiller(string discretionary)
{
    private const int Places = 16;

    private readonly char[] _digits = discretionary.ToCharArray();

    /// <summary>Puts the last digits of a value into the places of a bit map, the last digit furthest right.</summary>
    public void Place(ushort places, string value)
    {
        var next = value.Length - 1;
        for (var place = 0; place < Places && next >= 0; place++)
        {
            var index = _digits.Length - 1 - place;
            if (((places >> place) & 1) != 0 && index >= 0)
            {
                _digits[index] = value[next--];
            }
        }
    }

    /// <summary>The last digit says how many digits of the number are in the track.</summary>
    public void PlaceLast(int count)
    {
        if (_digits.Length > 0)
        {
            _digits[^1] = (char)('0' + count);
        }
    }

    public override string ToString() => new(_digits);
}
