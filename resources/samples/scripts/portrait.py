# SPDX-FileCopyrightText: The Koma authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Head and shoulders of a woman who does not exist.

The head is a signed distance field (blended ellipsoids, capsules and cuts)
turned into a mesh; hair, brows and lashes are strands led over that field.
Unit: centimetre.  x to the side, f forward (the scene's -Y), z up, chin at 0.
"""
import os
import sys
sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from common import *

opt = options("portrait", 960, 1200, 24)
rng = np.random.default_rng(11)


# ------------------------------------------------------------ distance fields
def ell(p, c, r):
    q = [(p[i] - c[i]) for i in range(3)]
    k0 = np.sqrt(sum((q[i] / r[i]) ** 2 for i in range(3)))
    k1 = np.sqrt(sum((q[i] / r[i] ** 2) ** 2 for i in range(3))) + 1e-6
    return k0 * (k0 - 1) / k1


def cap(p, a, b, ra, rb):
    a, b = np.array(a, np.float32), np.array(b, np.float32)
    d = b - a
    h = sum((p[i] - a[i]) * d[i] for i in range(3)) / float(d @ d)
    h = np.clip(h, 0, 1)
    return np.sqrt(sum((p[i] - a[i] - d[i] * h) ** 2 for i in range(3))) - (ra + (rb - ra) * h)


def chain(p, pts, radii):
    d = cap(p, pts[0], pts[1], radii[0], radii[1])
    for i in range(1, len(pts) - 1):
        d = smin(d, cap(p, pts[i], pts[i + 1], radii[i], radii[i + 1]), .1)
    return d


def smin(a, b, k):
    h = np.clip(.5 + .5 * (b - a) / k, 0, 1)
    return b + (a - b) * h - k * h * (1 - h)


def smax(a, b, k):
    return -smin(-a, -b, k)


EYE = (3.12, 6.62, 11.25)
EYE_R = 1.20


def lid_arcs(u):
    """Upper and lower edge of the eye opening over the sideways offset u from the eye's centre."""
    w = np.clip(1 - (u / 1.50) ** 2, 0, None)
    skew = 1 + .13 * u
    top = .42 * w ** .8 / skew ** .6
    bot = -.36 * w ** .8 * skew ** .5
    return top, bot


def tilt(u):
    return .075 * u


UPPER = [(0, 9.02, 5.47), (.55, 9.10, 5.60), (1.3, 8.72, 5.42), (2.35, 7.70, 5.06)]
LOWER = [(0, 8.92, 4.60), (.9, 8.78, 4.66), (1.7, 8.22, 4.84), (2.3, 7.66, 5.02)]
SEAM = [(0, 9.42, 5.03), (.5, 9.40, 5.10), (1.2, 9.02, 5.02), (2.1, 8.15, 4.98), (2.65, 7.62, 5.06)]


def head(x, f, z, fine=True):
    x = np.abs(x)
    p = (x, f, z)
    d = ell(p, (0, -1.4, 14.3), (7.0, 9.1, 8.2))
    d = smin(d, ell(p, (0, 2.0, 9.6), (5.5, 6.1, 8.4)), 2.0)
    d = smin(d, ell(p, (0, 2.6, 4.6), (3.75, 5.3, 4.1)), 2.0)
    d = smin(d, cap(p, (4.7, -.4, 5.9), (1.2, 6.7, 1.6), .9, .95), 2.0)          # jaw line
    d = smin(d, ell(p, (0, 7.25, 1.75), (1.45, 1.5, 1.35)), 1.5)                    # chin
    d = smin(d, ell(p, (3.9, 5.0, 9.0), (1.7, 2.0, 1.3)), 2.2)
    d = smin(d, ell(p, (3.7, 2.2, 7.0), (1.65, 3.8, 3.4)), 2.0)                     # side of the face                     # cheek bone
    d = smin(d, ell(p, (3.0, 6.0, 6.6), (1.8, 1.9, 2.2)), 1.6)                      # cheek
    d = smin(d, ell(p, (0, 6.6, 15.6), (4.6, 1.6, 2.8)), 2.0)                       # forehead
    d = smin(d, chain(p, [(.9, 7.75, 12.75), (2.6, 7.45, 13.15), (4.5, 6.0, 12.7)], [.55, .6, .45]), 1.1)   # brow
    d = smax(d, -ell(p, (3.0, 9.0, 11.2), (1.75, 1.75, 1.05)), 1.3)                 # eye socket
    d = smax(d, -ell(p, (1.75, 9.3, 11.1), (.75, 1.4, .8)), .8)
    # neck
    d = smin(d, cap(p, (0, -2.8, 7.5), (0, -3.4, -12), 4.6, 4.9), 1.8)
    d = smin(d, cap(p, (5.6, -2.0, 5.0), (1.4, 1.6, -8.5), .9, .9), 1.3)            # neck muscle
    if not fine:
        return d
    # muzzle and nose
    d = smin(d, ell(p, (0, 6.75, 5.1), (2.5, 2.0, 2.0)), 1.3)
    nose = chain(p, [(0, 7.55, 11.9), (0, 8.45, 10.2), (0, 9.75, 8.15)], [.62, .60, .66])
    nose = smin(nose, ell(p, (0, 10.05, 7.72), (.86, .86, .76)), .55)
    nose = smin(nose, ell(p, (1.08, 8.95, 7.32), (.66, .92, .64)), .5)
    nose = smin(nose, ell(p, (0, 9.2, 7.05), (.45, .95, .42)), .4)
    d = smin(d, nose, .75)
    d = smax(d, -ell(p, (.60, 9.42, 6.72), (.30, .52, .46)), .22)                   # nostril
    d = smax(d, -chain(p, [(1.78, 8.5, 7.75), (1.95, 8.05, 7.15)], [.10, .10]), .5)
    d = smax(d, -cap(p, (0, 9.35, 6.55), (0, 9.55, 5.95), .12, .18), .45)           # philtrum
    d = smax(d, -cap(p, (1.9, 8.9, 6.9), (3.0, 7.9, 5.2), .05, .05), .9)            # smile line
    # lips
    d = smin(d, chain(p, UPPER, [.30, .33, .28, .12]), .28)
    d = smin(d, chain(p, LOWER, [.46, .43, .30, .12]), .34)
    d = smax(d, -chain(p, SEAM, [.10, .10, .11, .10, .08]), .22)
    d = smax(d, -cap(p, (-1, 8.9, 3.55), (1, 8.9, 3.55), .25, .25), .8)             # under the lip
    # eyelids
    q = (x - EYE[0], f - EYE[1], z - EYE[2])
    re = np.sqrt(q[0] ** 2 + q[1] ** 2 + q[2] ** 2)
    lid = re - (EYE_R + .13)
    d = smin(d, lid, .45)
    top, bot = lid_arcs(q[0])
    w = q[2] - tilt(q[0])
    crease = np.sqrt((w - top - .34) ** 2 + np.minimum(d, .3) ** 2) - .05
    crease = np.maximum(crease, np.abs(q[0]) - 1.5)
    d = smax(d, -np.where(q[1] > 0, crease, 9), .20)
    bag = np.sqrt((w - bot + .42) ** 2 + np.minimum(d, .3) ** 2) - .02
    d = smax(d, -np.where(q[1] > 0, np.maximum(bag, np.abs(q[0]) - 1.2), 9), .25)
    prism = np.maximum(w - top, bot - w) * .85
    cut = np.maximum(np.maximum(prism, (EYE_R - .09) - re), .42 - q[1])
    d = smax(d, -cut, .05)
    return smin(d, ear(x, f, z), .35)


def ear(x, f, z):
    # Local frame: s outwards from the head, a backwards, b up; the ear leans back and stands off.
    s = (x - 6.4) * .88 - (-(f + .6)) * .42
    a = (x - 6.4) * .42 + (-(f + .6)) * .88
    b = z - 10.2
    a, b = a * .97 - b * .22, a * .22 + b * .97
    p = (s, a, b)
    body = ell(p, (.25, .75, .4), (.34, 1.45, 2.6))
    rim = chain(p, [(.15, -.35, .4), (.42, -.25, 1.7), (.55, .6, 2.75), (.62, 1.6, 2.45), (.62, 2.05, 1.1), (.50, 1.7, -.5), (.35, .95, -1.7)],
                [.20, .26, .30, .30, .27, .24, .22])
    anti = chain(p, [(.5, .7, 1.75), (.62, 1.25, .7), (.55, 1.1, -.6), (.42, .35, -1.15)], [.16, .22, .22, .22])
    lobe = ell(p, (.28, .45, -1.95), (.36, .72, .75))
    tragus = ell(p, (.35, -.42, -.35), (.26, .26, .48))
    d = smin(body, rim, .22)
    d = smin(d, anti, .28)
    d = smin(d, lobe, .35)
    d = smax(d, -ell(p, (.75, .32, .0), (.55, .58, .95)), .3)
    return smin(d, tragus, .25)


def body(x, f, z):
    """Shoulders and chest under the jumper."""
    x = np.abs(x)
    p = (x, f, z)
    d = cap(p, (0, -3.0, -4), (0, -3.4, -14), 5.9, 6.4)
    d = smin(d, cap(p, (0, -4.4, -8.6), (13.5, -4.8, -13.4), 3.0, 4.2), 3.0)
    d = smin(d, cap(p, (5, -3.8, -17), (15.2, -4.4, -16.6), 6.4, 5.3), 3.0)
    d = smin(d, ell(p, (0, -2.6, -26), (14.5, 8.6, 13)), 3.5)
    d = smin(d, ell(p, (6.2, 3.2, -30), (5.6, 5.0, 6.5)), 3.0)
    return smin(d, cap(p, (16.6, -4.6, -18), (19.5, -4.0, -42), 5.0, 4.6), 2.0)


def flesh(x, f, z):
    """What hair rests on."""
    return np.minimum(smin(head(x, f, z, False), ell((np.abs(x), f, z), (7.1, -.9, 10), (.9, 1.6, 2.6)), .8), body(x, f, z) - .6)


def gradient(fn, x, f, z, e=.02):
    g = np.stack([fn(x + e, f, z) - fn(x - e, f, z), fn(x, f + e, z) - fn(x, f - e, z), fn(x, f, z + e) - fn(x, f, z - e)], -1)
    return g / (np.linalg.norm(g, axis=-1, keepdims=True) + 1e-9)


# ------------------------------------------------------ field -> mesh (surface nets)
def nets(fn, lo, hi, h, steps=3):
    n = [int((hi[i] - lo[i]) / h) + 1 for i in range(3)]
    ax = [np.float32(lo[i]) + np.float32(h) * np.arange(n[i], dtype=np.float32) for i in range(3)]
    half = lo[0] == 0
    F = fn(ax[0][:, None, None], ax[1][None, :, None], ax[2][None, None, :]).astype(np.float32)
    F = np.broadcast_to(F, n)
    if half:
        F = np.concatenate([F[:0:-1], F], 0)
        lo = (-(n[0] - 1) * h, lo[1], lo[2])
    S = F < 0
    N = np.array(F.shape)
    cells = np.zeros(N - 1, np.int32)
    acc = np.zeros(tuple(N - 1) + (3,), np.float32)
    quads = []
    edges = []
    for a in range(3):
        s0 = [slice(None)] * 3
        s1 = [slice(None)] * 3
        s0[a], s1[a] = slice(0, -1), slice(1, None)
        idx = np.argwhere(S[tuple(s0)] != S[tuple(s1)])
        i1 = idx.copy()
        i1[:, a] += 1
        f0, f1 = F[tuple(idx.T)], F[tuple(i1.T)]
        pos = idx.astype(np.float32)
        pos[:, a] += f0 / (f0 - f1)
        b, c = (a + 1) % 3, (a + 2) % 3
        ok = (idx[:, b] > 0) & (idx[:, c] > 0) & (idx[:, b] < N[b] - 1) & (idx[:, c] < N[c] - 1)
        idx, pos, sign = idx[ok], pos[ok], f0[ok] < 0
        ring = []
        for db, dc in ((-1, -1), (0, -1), (0, 0), (-1, 0)):
            k = idx.copy()
            k[:, b] += db
            k[:, c] += dc
            np.add.at(cells, tuple(k.T), 1)
            np.add.at(acc, tuple(k.T), pos)
            ring.append(np.ravel_multi_index(k.T, tuple(N - 1)))
        q = np.stack(ring, -1)
        q[~sign] = q[~sign][:, ::-1]
        quads.append(q)
    q = np.concatenate(quads)
    used = np.flatnonzero(cells.ravel())
    v = acc.reshape(-1, 3)[used] / cells.ravel()[used][:, None] * h + np.array(lo, np.float32)
    new = np.full(cells.size, -1, np.int32)
    new[used] = np.arange(len(used))
    v = v.astype(np.float64)
    for _ in range(steps):
        g = gradient(fn, *v.T)
        v -= g * np.clip(fn(*v.T), -.5 * h, .5 * h)[:, None] * .8
    return v, new[q]


def scene(v):
    """Field axes to scene axes."""
    return np.stack([v[..., 0], -v[..., 1], v[..., 2]], -1)


def asym(v):
    """No face is a mirror image: bend it a little."""
    v = v.copy()
    x, f, z = v.T
    face = np.clip(f / 6, 0, 1)
    v[:, 0] += face * (.10 * np.sin((z - 3) * .45) + .05)
    v[:, 2] += face * .012 * x
    return v


def hairline(v):
    """Positive where scalp hair grows."""
    x, f, z = np.abs(v[:, 0]), v[:, 1], v[:, 2]
    line = 17.6 - .09 * x ** 2 * (x < 5) - 2.25 * (x >= 5)         # front edge, dips at the temples
    side = np.where(f > 1.2, line, np.where(f > -2.2, 12.6, 6.0))
    side = np.where((f > 1.2) & (x > 5.2), np.minimum(line, 13.2 + np.clip(f - 1.2, 0, 4) * .55), side)
    return z - side + .35 * np.sin(x * 5 + f * 3)


# ------------------------------------------------------------------ head mesh
V, Q = nets(head, (0, -12.2, -13), (9.6, 11.6, 23.2), .115 if opt.scale > .5 else .15)
x, f, z = V.T
xa = np.abs(x)
P = (xa, f, z)


def blob(c, r):
    return np.exp(-sum(((P[i] - c[i]) / r[i]) ** 2 for i in range(3)))


# paint: skin tone per vertex, dark scalp under the hair
col = np.tile(np.array([.60, .365, .265]), (len(V), 1))


def tint(mask, c):
    global col
    col = col * (1 - mask[:, None]) + np.array(c) * mask[:, None]


tint(.55 * blob((3.9, 7, 7.7), (2.0, 3, 1.8)), (.62, .26, .19))
tint(.45 * blob((0, 10, 7.6), (1.3, 1.6, 1.1)), (.60, .26, .19))
tint(.45 * blob((7.6, -1, 10), (1.3, 3, 3.2)), (.60, .25, .18))
tint(.35 * blob((0, 8.5, 1.8), (1.8, 2, 1.4)), (.60, .29, .22))
tint(.40 * blob((3.1, 8, 11.0), (1.9, 1.6, 1.3)), (.47, .25, .19))
tint(.30 * blob((3.2, 8, 12.1), (1.6, 1.4, .5)), (.40, .20, .15))
q0, q2 = xa - EYE[0], z - EYE[2]
top, bot = lid_arcs(q0)
w = q2 - tilt(q0)
rim = np.exp(-(np.minimum(np.abs(w - top), np.abs(w - bot)) / .09) ** 2) * (np.abs(q0) < 1.5) * (f > 6.8) * (np.abs(q2) < .9)
tint(.55 * rim, (.42, .16, .12))
liner = np.exp(-((w - top - .03) / .07) ** 2) * (np.abs(q0) < 1.52) * (f > 6.6)
tint(.75 * liner, (.10, .05, .04))
caruncle = np.exp(-(((xa - 1.72) / .22) ** 2 + ((z - 11.08) / .22) ** 2)) * (f > 6.5)
tint(.7 * caruncle, (.60, .22, .18))
lip = np.minimum(chain(P, UPPER, [.34, .38, .33, .16]), chain(P, LOWER, [.50, .47, .34, .16]))
lipm = np.clip(.5 - lip / .10, 0, 1) * (f > 7)
tint(.85 * lipm, (.48, .115, .105))
tint(.8 * np.clip(1 - (chain(P, SEAM, [.0] * 5) / .14), 0, 1) * (f > 7), (.16, .03, .03))
tint(.9 * np.clip(hairline(V) / .8, 0, 1) * (ear(xa, f, z) > .3), (.022, .011, .006))
tint(.8 * blob((.60, 9.3, 6.9), (.34, .6, .42)), (.16, .05, .04))

t = material("skin")
c = t.add("VertexColor", layer_name="Col").outputs[0]
lipf = t.add("VertexColor", layer_name="Lip").outputs[0]
p = t.coords()
mott = t.add("TexNoise", Vector=p, Scale=.9, Detail=6.0, Roughness=.6)
c = t.mix(.22, c, t.ramp(mott.outputs[0], [(.3, (.55, .38, .34)), (.7, (1, 1, .98))]), "MULTIPLY")
fre = t.add("TexVoronoi", Vector=p, Scale=3.2)
big = t.add("TexNoise", Vector=p, Scale=.35)
ff = t.math("MULTIPLY", t.ramp(fre.outputs["Distance"], [(.05, (1, 1, 1)), (.16, (0, 0, 0))]),
            t.ramp(big.outputs[0], [(.45, (0, 0, 0)), (.65, (.35,) * 3)]))
c = t.mix(ff, c, (.36, .17, .10))
pore = t.add("TexVoronoi", Vector=p, Scale=16.0)
fine = t.add("TexNoise", Vector=p, Scale=9.0, Detail=5.0, Roughness=.65)
lines = t.add("TexNoise", Vector=t.coords((7, 7, 1.3)), Scale=2.2, Detail=3.0)
h = t.math("ADD", t.math("MULTIPLY", pore.outputs["Distance"], .25), fine.outputs[0])
h = t.mix(lipf, h, t.math("MULTIPLY", lines.outputs[0], 2.5))
setp(t, Base_Color=c, Specular=.28,
     Roughness=t.math("ADD", t.math("MULTIPLY", fine.outputs[0], .20), t.mix(lipf, (.46,) * 3, (.26,) * 3)),
     Normal=t.bump(h, .22, .05))
skin = mesh("head", scene(asym(V)), Q, t.mat, True)
for nm, data in (("Col", col), ("Lip", np.repeat(lipm[:, None], 3, 1))):
    at = skin.data.color_attributes.new(nm, "FLOAT_COLOR", "POINT")
    at.data.foreach_set("color", np.concatenate([data, np.ones((len(V), 1))], 1).astype(np.float32).ravel())

# ------------------------------------------------------------------------ eyes
CAM = np.array((10.5, 66.0, 12.4))       # in field axes
t = material("eye")
p = t.coords()
sp = t.add("SeparateXYZ", Vector=p)
rad = t.math("SQRT", t.math("ADD", t.math("POWER", sp.outputs[0], 2.0), t.math("POWER", sp.outputs[1], 2.0)))
ang = t.math("ARCTAN2", sp.outputs[1], sp.outputs[0])
st = t.add("TexNoise", Vector=t.add("CombineXYZ", X=t.math("MULTIPLY", ang, 5.0), Y=t.math("MULTIPLY", rad, 1.2)).outputs[0], Scale=3.0, Detail=5.0)
r2 = t.math("ADD", rad, t.math("MULTIPLY", t.math("SUBTRACT", st.outputs[0], .5), .10))
iris = t.ramp(r2, [(.20, (.004, .004, .004)), (.235, (.16, .085, .02)), (.36, (.10, .14, .075)), (.52, (.055, .10, .085)), (.60, (.012, .02, .02))])
iris = t.mix(.5, iris, t.ramp(st.outputs[0], [(.35, (.35,) * 3), (.7, (1.8, 1.8, 1.7))]), "MULTIPLY")
vein = t.add("TexNoise", Vector=p, Scale=3.0, Detail=6.0)
white = t.ramp(vein.outputs[0], [(.35, (.70, .60, .55)), (.6, (.78, .74, .71))])
edge = t.ramp(rad, [(.585, (0, 0, 0)), (.64, (1, 1, 1))])
front = t.math("GREATER_THAN", sp.outputs[2], 0.0)
setp(t, Base_Color=t.mix(t.math("MULTIPLY", t.math("SUBTRACT", 1.0, edge), front), white, iris), Roughness=.18, Specular=.5, Clearcoat=1.0,
     Clearcoat_Roughness=.01)
EYEMAT = t.mat
kk = np.linspace(0, math.pi, 60)
rr = EYE_R * (1 + .045 * np.clip(1 - ((math.pi - kk) / .55) ** 2, 0, 1))
for s in (-1, 1):
    o = lathe(np.stack([np.sin(kk) * rr, -np.cos(kk) * rr], -1), EYEMAT, 64, name="eye")
    c0 = asym(np.array([[s * EYE[0], EYE[1], EYE[2]]]))[0]
    g = CAM - c0
    o.location = scene(c0)
    o.rotation_euler = Vector(scene(g)).to_track_quat("Z", "Y").to_euler()

# --------------------------------------------------------------------- strands
def strands(name, pts, radius, mat):
    """pts: strands x points x 3 (scene axes); thin three-sided tubes with tapered ends."""
    S, n, _ = pts.shape
    tan = np.gradient(pts, axis=1)
    tan /= np.linalg.norm(tan, axis=2, keepdims=True) + 1e-9
    ref = np.array([.31, .52, .79])
    a = np.cross(tan, ref)
    a /= np.linalg.norm(a, axis=2, keepdims=True) + 1e-9
    b = np.cross(tan, a)
    u = np.linspace(0, 1, n)
    r = np.asarray(radius).reshape(-1, 1, 1) * (np.clip((1 - u) * 5, .12, 1))[None, :, None]
    ring = [pts + r * (math.cos(k) * a + math.sin(k) * b) for k in (0, 2.0944, 4.1888)]
    v = np.stack(ring, 2).reshape(-1, 3)
    i, j, k = np.meshgrid(np.arange(S), np.arange(n - 1), np.arange(3), indexing="ij")
    o = (i * n + j) * 3
    k2 = (k + 1) % 3
    q = np.stack([o + k, o + k2, o + 3 + k2, o + 3 + k], -1).reshape(-1, 4)
    return mesh(name, v, q, mat, True)


def hair_mat(name, root, tip):
    t = material(name)
    n = t.add("TexNoise", Vector=t.coords((2.2, 2.2, .25)), Scale=1.6, Detail=6.0, Roughness=.7)
    zz = t.add("SeparateXYZ", Vector=t.coords()).outputs[2]
    g = t.math("MULTIPLY", t.math("SUBTRACT", 18.0, zz), 1 / 30.0)
    f_ = t.math("ADD", t.math("MULTIPLY", n.outputs[0], .9), t.math("SUBTRACT", t.math("MULTIPLY", g, .5), .25))
    setp(t, Base_Color=t.ramp(f_, [(.25, root), (.75, tip)]), Roughness=.38, Specular=.45, Anisotropic=.0)
    return t.mat


def on_surface(fn, v, d=0.0, it=4):
    for _ in range(it):
        v = v - gradient(fn, *v.T, .03) * (fn(*v.T) - d)[:, None]
    return v


def march(roots, layer, step, nstep, part):
    """Lead strands from their roots over the head and down."""
    p = roots.copy()
    out = [p.copy()]
    sgn = np.where(p[:, 0] > part(p[:, 1]), 1.0, -1.0)
    for k in range(nstep):
        g = gradient(flesh, *p.T, .06)
        dist = flesh(*p.T)
        up = np.clip((p[:, 2] - 16) / 6, 0, 1)
        d = np.stack([sgn * (.25 + 1.2 * up), -.20 - 1.0 * np.clip((p[:, 1] + 1) / 6, -.1, 1) * np.clip((p[:, 2] - 5) / 7, 0, 1.3), -1.0 + .7 * up], -1)
        # past the ear: fall behind it on her left side
        tuck = (sgn > 0) * np.clip((18.5 - p[:, 2]) / 4, 0, 1) * np.clip((p[:, 2] - 9) / 2, 0, 1) * np.clip((p[:, 1] + 3.2) / 1.5, 0, 1)
        d[:, 1] -= 3.2 * tuck
        d = d - g * (d * g).sum(1, keepdims=True)
        d /= np.linalg.norm(d, axis=1, keepdims=True) + 1e-9
        # keep the strand above the layer's height, let it sag onto it otherwise
        want = layer * np.minimum(1, (k + 1) / 5)
        hang = np.where(p[:, 2] < 9, .15, .6)
        corr = np.where(dist < want, (want - dist) * .7, (want - dist) * hang * np.clip(1 - (dist - want) / 2, 0, 1))
        grav = np.where((dist > want + .6)[:, None], np.array([0, 0, -.5]), 0)
        mv = d + grav
        mv /= np.linalg.norm(mv, axis=1, keepdims=True)
        p = p + mv * step[:, None] + g * np.clip(corr, -.25, .6)[:, None]
        out.append(p.copy())
    return np.stack(out, 1)


NH = 34000 if opt.scale > .5 else 9000
dirs = rng.normal(size=(NH * 4, 3))
dirs /= np.linalg.norm(dirs, axis=1, keepdims=True)
r = dirs * (9, 10.5, 10) + (0, -1.4, 13.5)
scalp = lambda a, b, c: head(a, b, c, False)
r = on_surface(scalp, r, -.05)
r = r[hairline(r) > 0]
near = (np.abs(r[:, 0] - 1.7) < 1.3) & (r[:, 2] > 16)
r = np.concatenate([r[near], r[:NH]])
near = np.arange(len(r)) < near.sum()
n = len(r)
part = lambda f_: 1.7 + 0 * f_
layer = (.25 + 1.25 * rng.random(n) ** 1.3) * np.where(near, .3, 1)
length = rng.uniform(.85, 1.08, n) * 27.0
# clumps: strands follow their clump's guide more and more towards the tip
NC = 420
guides = r[rng.permutation(n)[:NC]]
owner = np.empty(n, int)
for a in range(0, n, 2000):
    dd = ((r[a:a + 2000, None] - guides[None]) ** 2).sum(-1)
    owner[a:a + 2000] = dd.argmin(1)
NS = 30
glayer = .35 + 1.0 * rng.random(NC)
glen = rng.uniform(.9, 1.08, NC) * 27
GP = march(guides, glayer, glen / NS, NS, part)
HP = march(r, layer, length / NS, NS, part)
u = np.linspace(0, 1, NS + 1)[None, :, None]
pull = .72 * np.clip(u * 2.2, 0, 1) ** 1.2
off = rng.normal(0, .30, (n, 1, 3)) * (1 - .45 * u)
pull = pull * np.where(near, .35, 1)[:, None, None]
HP = HP * (1 - pull) + (GP[owner] + off) * pull
# waves per clump, and loose flyaways
ph, am, fr = rng.uniform(0, 6.28, NC), rng.uniform(.25, .75, NC), rng.uniform(3.2, 4.6, NC)
wave = np.sin(u[..., 0] * 6.28 * fr[owner][:, None] + ph[owner][:, None]) * am[owner][:, None] * np.clip(u[..., 0] * 2 - .35, 0, 1)
HP[..., 0] += wave
HP[..., 1] += np.roll(wave, 2, 1) * .8
fly = rng.random(n) < .04
HP[fly] += np.cumsum(rng.normal(0, .10, (fly.sum(), NS + 1, 3)), 1) * u
HP += .05 * np.cumsum(rng.normal(0, .25, HP.shape), 1) * u
HAIR = hair_mat("hair", (.045, .02, .009), (.30, .14, .055))
strands("hair", scene(HP), np.full(n, .021 if opt.scale > .5 else .036), HAIR)

# brows
NB = 520
ub = rng.random(NB)
cx = 1.05 + 3.75 * ub
arch = 12.78 + .75 * np.sin(np.clip(ub * 1.25, 0, 1.4) * 1.75) - .55 * np.clip(ub - .62, 0, 1) * 2.0
thick = .22 * (1 - ub) ** .45 * np.clip(ub * 6 + .35, 0, 1) + .05
for s in (-1, 1):
    rt = np.stack([cx, np.full(NB, 8.2), arch + rng.uniform(-1, 1, NB) * thick], -1)
    rt = on_surface(head, rt, -.02)
    p, out = rt.copy(), [rt.copy()]
    d0 = np.stack([.35 + .9 * ub, 0 * ub, 1.0 - 1.35 * ub + rng.normal(0, .18, NB) - 1.2 * (rt[:, 2] - arch)], -1)
    L = rng.uniform(.45, .8, NB)
    for k in range(6):
        g = gradient(head, *p.T, .03)
        d = d0 - g * (d0 * g).sum(1, keepdims=True)
        d /= np.linalg.norm(d, axis=1, keepdims=True)
        p = p + d * (L / 6)[:, None]
        p = p + g * (.015 + .02 * k - head(*p.T))[:, None]
        out.append(p.copy())
    b = np.stack(out, 1)
    b[..., 0] *= s
    b = asym(b.reshape(-1, 3)).reshape(b.shape)
    strands("brow", scene(b), np.full(NB, .011), hair_mat("brow", (.10, .055, .032), (.22, .12, .07)))

# lashes
for s in (-1, 1):
    for upper, NL in ((True, 110), (False, 60)):
        u0 = np.linspace(-1.25, 1.42, NL) + rng.normal(0, .02, NL)
        tp, bt = lid_arcs(u0)
        w = (tp if upper else bt) + tilt(u0) + (.0 if upper else -.0)
        ff = np.sqrt(np.clip((EYE_R + .10) ** 2 - u0 ** 2 - w ** 2, .05, None))
        base = np.stack([EYE[0] + u0, EYE[1] + ff, EYE[2] + w], -1)
        L = (.46 + .18 * np.clip(u0, -1, 1)) * rng.uniform(.75, 1.1, NL) * (1 if upper else .42)
        k = np.linspace(0, 1, 7)[None, :]
        sgn = 1 if upper else -1
        fan = u0[:, None] * .35 + rng.normal(0, .06, (NL, 1))
        b = np.stack([base[:, :1] + L[:, None] * fan * k, base[:, 1:2] + L[:, None] * (.85 * k - .25 * k * k),
                      base[:, 2:] + sgn * L[:, None] * (-.12 * k + .85 * k * k)], -1)
        b[..., 0] *= s
        b = asym(b.reshape(-1, 3)).reshape(b.shape)
        strands("lash", scene(b), np.full(NL, .012 if upper else .007), hair_mat("lash", (.006, .004, .003), (.01, .006, .005)))


# -------------------------------------------------------------------- clothing
def jumper(x, f, z):
    d = body(x, f, z) - .55 - .22 * np.clip((-z - 12) / 14, 0, 1)
    fold = .45 * np.sin(.55 * np.abs(x) * 1.1 + .75 * z + 1.4 * np.sin(f * .25)) * np.exp(-((np.abs(x) - 15) / 5) ** 2)
    d = d - fold * .55
    # rolled collar
    ring_c = -7.6 - .10 * (f + 3.2)
    rad = np.sqrt((x / 6.15) ** 2 + ((f + 3.0) / 6.35) ** 2) * 6.25
    collar = np.sqrt((rad - 6.25) ** 2 + ((z - ring_c - .3) * .42) ** 2) - .62
    d = smax(d, -np.maximum(-(z + 8.6 + .12 * (f + 3)), rad - 6.1), .3)
    return smin(d, collar, .35)


JV, JQ = nets(jumper, (0, -13, -36), (26, 10.5, -4), .2)
t = material("wool")
p = t.coords()
sp = t.add("SeparateXYZ", Vector=p)
ax_ = t.math("ARCTAN2", sp.outputs[0], t.math("ADD", t.math("MULTIPLY", sp.outputs[1], -1.0), -2.0))
colw = t.math("SINE", t.math("MULTIPLY", t.math("ADD", sp.outputs[0], t.math("MULTIPLY", sp.outputs[1], .35)), 14.0))
rib = t.math("SINE", t.math("MULTIPLY", ax_, 64.0))
high = t.math("GREATER_THAN", sp.outputs[2], -9.3)
row = t.math("SINE", t.math("ADD", t.math("MULTIPLY", sp.outputs[2], 17.0), t.math("MULTIPLY", t.math("ABSOLUTE", colw), 2.4)))
h = t.mix(high, t.math("ADD", t.math("MULTIPLY", t.math("ABSOLUTE", colw), .8), t.math("MULTIPLY", row, .35)), t.math("MULTIPLY", rib, .9))
fz = t.add("TexNoise", Vector=p, Scale=9.0, Detail=6.0, Roughness=.75)
cm = t.mix(t.math("MULTIPLY", t.math("ADD", h, 1.0), .35), (.055, .105, .125), (.115, .20, .225))
cm = t.mix(.5, cm, t.ramp(fz.outputs[0], [(.3, (.5,) * 3), (.7, (1.3,) * 3)]), "MULTIPLY")
setp(t, Base_Color=cm, Roughness=.95, Specular=.1, Sheen=.6,
     Normal=t.bump(t.math("ADD", h, t.math("MULTIPLY", fz.outputs[0], .8)), .7, .12))
mesh("jumper", scene(JV), JQ, t.mat, True)
# a small ear ring
GOLD = noisy("gold", (.85, .60, .25), (.75, .5, .2), rough=.15, metal=1.0, bump=0)
for s in (-1, 1):
    bpy.ops.mesh.primitive_uv_sphere_add(radius=.24, location=(s * 7.3, 1.0, 7.75))
    bpy.context.object.data.materials.append(GOLD)
    bpy.context.object.data.polygons.foreach_set("use_smooth", [True] * len(bpy.context.object.data.polygons))

# --------------------------------------------------------------- studio light
t = material("backdrop")
uv = t.coords()
n = t.add("TexNoise", Vector=uv, Scale=.03, Detail=7.0, Roughness=.6)
setp(t, Base_Color=t.ramp(n.outputs[0], [(.3, (.15, .155, .15)), (.7, (.30, .295, .27))]), Roughness=1.0, Specular=0.0)
mesh("backdrop", [(-300, 80, -120), (300, 80, -120), (300, 80, 180), (-300, 80, 180)], [(0, 1, 2, 3)], t.mat)
area((-46, -52, 42), (0, -4, 8), 30, 72000, (1, .95, .88), 46)
area((70, -40, 10), (0, -4, 6), 70, 8000, (.80, .88, 1))
area((42, 48, 46), (0, 0, 10), 22, 26000, (1, .9, .78), 40)
area((-40, 50, 30), (0, 0, 12), 14, 9000, (.9, .95, 1), 40)
area((-10, 30, -20), (-20, 80, 25), 30, 16000, (1, .95, .9))
bpy.context.scene.world.node_tree.nodes["Background"].inputs[0].default_value = (.5, .55, .6, 1)
bpy.context.scene.world.node_tree.nodes["Background"].inputs[1].default_value = .12
camera(tuple(scene(CAM)), (.6, -2, 6.6), lens=62, fstop=4, focus=(2.0, -8.0, 11))
bpy.context.scene.camera.data.dof.aperture_fstop = .08
bpy.context.scene.camera.data.sensor_fit = "VERTICAL"
bpy.context.scene.camera.data.sensor_height = 36
render(opt, .8, 5, exposure=.65, saturation=1.06)
