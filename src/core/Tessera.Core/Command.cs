namespace Tessera.Core;

// An intention with everything it needs: ids, random values and directory facts come with it. Never journaled.
public abstract record Command;
