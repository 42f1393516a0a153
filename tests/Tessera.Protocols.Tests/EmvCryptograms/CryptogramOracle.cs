using System.Globalization;
using System.Numerics;
using System.Security.Cryptography;
using Org.BouncyCastle.Crypto.Engines;
using Org.BouncyCastle.Crypto.Macs;
using Org.BouncyCastle.Crypto.Parameters;

namespace Tessera.Protocols.Tests.EmvCryptograms;

/// <summary>
/// A second implementation of keys and cryptograms, written from the formulas alone on another library's ciphers. It
/// works on text and whole arrays where the product works on spans, so that a slip in one is not a slip in the other.
/// </summary>
internal static class CryptogramOracle
{
    public static byte[] CardKeyDes(byte[] issuerKey, string pan, string sequence, bool optionB)
    {
        var digits = pan + sequence;
        var y = optionB && pan.Length > 16 ? HashedDigits(digits) : Right("0000000000000000" + digits, 16);
        var yBytes = Packed(y);
        var inverted = yBytes.Select(b => (byte)(255 - b)).ToArray();
        return Odd([.. TripleDes(issuerKey, yBytes), .. TripleDes(issuerKey, inverted)]);
    }

    public static byte[] CardKeyAes(byte[] issuerKey, string pan, string sequence) =>
        Aes(issuerKey, Packed((pan + sequence).PadLeft(32, '0')));

    public static byte[] CommonSessionKey(byte[] cardKey, byte[] diversifier)
    {
        byte[] left = [.. diversifier], right = [.. diversifier];
        left[2] = 0xF0;
        right[2] = 0x0F;
        return Odd([.. TripleDes(cardKey, left), .. TripleDes(cardKey, right)]);
    }

    public static byte[] AesSessionKey(byte[] cardKey, byte[] atc) => Aes(cardKey, [.. atc, .. new byte[14]]);

    public static byte[] Tree(byte[] cardKey, int atc, int height, int branch, byte[] iv)
    {
        var (parent, grandparent) = Walk(atc / branch, height - 1);
        var node = Node(parent, grandparent, atc);
        return Odd(node.Zip(grandparent, (a, b) => (byte)(a ^ b)).ToArray());

        (byte[] Key, byte[] Above) Walk(int number, int level)
        {
            if (level == 0)
            {
                return (cardKey, iv);
            }
            var (above, twoAbove) = Walk(number / branch, level - 1);
            return (Node(above, twoAbove, number), above);
        }

        byte[] Node(byte[] x, byte[] y, int number)
        {
            byte[] left = y[..8], right = y[8..];
            left[7] ^= (byte)(number % branch);
            right[7] ^= (byte)((number % branch) ^ 0xF0);
            return [.. TripleDes(x, left), .. TripleDes(x, right)];
        }
    }

    public static byte[] Mac3(byte[] key, byte[] data, bool method2)
    {
        byte[] message = method2 ? [.. data, 0x80] : data;
        var whole = new byte[(message.Length + 7) / 8 * 8];
        message.CopyTo(whole, 0);
        var state = new byte[8];
        for (var at = 0; at < whole.Length; at += 8)
        {
            for (var i = 0; i < 8; i++)
            {
                state[i] ^= whole[at + i];
            }
            state = SingleDes(key[..8], state, encrypt: true);
        }
        return SingleDes(key[..8], SingleDes(key[8..], state, encrypt: false), encrypt: true);
    }

    public static byte[] MacAes(byte[] key, byte[] data)
    {
        var message = new byte[(data.Length / 16 + 1) * 16];
        data.CopyTo(message, 0);
        message[data.Length] = 0x80;
        var mac = new CMac(new AesEngine());
        mac.Init(new KeyParameter(key));
        mac.BlockUpdate(message, 0, message.Length);
        var result = new byte[16];
        mac.DoFinal(result, 0);
        return result[..8];
    }

    public static byte[] Response1(byte[] key, byte[] arqc, byte[] code)
    {
        byte[] mixed = [.. arqc];
        mixed[0] ^= code[0];
        mixed[1] ^= code[1];
        return TripleDes(key, mixed);
    }

    public static byte[] TripleDes(byte[] key, byte[] block)
    {
        var engine = new DesEdeEngine();
        engine.Init(true, new KeyParameter(key));
        var result = new byte[8];
        engine.ProcessBlock(block, 0, result, 0);
        return result;
    }

    private static byte[] Aes(byte[] key, byte[] block)
    {
        var engine = new AesEngine();
        engine.Init(true, new KeyParameter(key));
        var result = new byte[16];
        engine.ProcessBlock(block, 0, result, 0);
        return result;
    }

    private static byte[] SingleDes(byte[] key, byte[] block, bool encrypt)
    {
        var engine = new DesEngine();
        engine.Init(encrypt, new KeyParameter(key));
        var result = new byte[8];
        engine.ProcessBlock(block, 0, result, 0);
        return result;
    }

    private static string HashedDigits(string digits)
    {
        var even = digits.Length % 2 == 0 ? digits : "0" + digits;
        var hash = Convert.ToHexStringLower(SHA1.HashData(Packed(even)));
        var numbers = string.Concat(hash.Where(char.IsDigit));
        var letters = string.Concat(hash.Where(char.IsLetter).Select(c => (char)(c - 'a' + '0')));
        return (numbers + letters)[..16];
    }

    private static string Right(string text, int count) => text[^count..];

    private static byte[] Packed(string digits)
    {
        var result = new byte[digits.Length / 2];
        for (var i = 0; i < result.Length; i++)
        {
            result[i] = byte.Parse(digits.AsSpan(2 * i, 2), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
        }
        return result;
    }

    private static byte[] Odd(byte[] key) =>
        key.Select(b => (byte)(BitOperations.PopCount((uint)b >> 1) % 2 == 0 ? b | 1 : b & 0xFE)).ToArray();
}
