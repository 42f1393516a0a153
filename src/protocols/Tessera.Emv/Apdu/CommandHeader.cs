// ISO/IEC 7816-4, 5.1.1: class, instruction, parameters.
namespace Tessera.Emv.Apdu;

/// <summary>The four header bytes of a command APDU (ISO/IEC 7816-4, 5.1.1).</summary>
/// <param name="Class">CLA: 00 interindustry, 80 proprietary to EMV.</param>
/// <param name="Instruction">INS.</param>
/// <param name="Parameter1">P1.</param>
/// <param name="Parameter2">P2.</param>
public readonly record struct CommandHeader(byte Class, byte Instruction, byte Parameter1, byte Parameter2);
