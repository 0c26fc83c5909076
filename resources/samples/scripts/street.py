# SPDX-FileCopyrightText: The Koma authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A cobbled street in an old town on a late afternoon."""
import os
import sys
sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from common import *

opt = options("street", 1280, 960, 24)
rng = np.random.default_rng(21)
# metres; the street runs along +Y, its middle at x = 0, the kerbs at x = -2.6 and 2.6, the fronts at -4.6 and 4.6

# ---------------------------------------------------------------- materials


def plaster(name, c, dirt=.55):
    t = material(name)
    p = t.add("NewGeometry").outputs["Position"]
    n = t.add("TexNoise", Vector=p, Scale=.9, Detail=10.0, Roughness=.68)
    n2 = t.add("TexNoise", Vector=t.add("Mapping", Vector=p, Scale=(1.5, 1.5, .12)).outputs[0], Scale=2.0, Detail=6.0)
    z = t.add("SeparateXYZ", Vector=p).outputs[2]
    low = t.ramp(t.math("ADD", t.math("DIVIDE", z, 2.2), t.math("MULTIPLY", t.math("SUBTRACT", n.outputs[0], .5), 1.6)), [(.05, (1, 1, 1)), (.7, (0, 0, 0))])
    col = t.mix(t.ramp(n.outputs[0], [(.35, (0, 0, 0)), (.65, (1, 1, 1))]), tuple(x * .80 for x in c), tuple(min(1, x * 1.12) for x in c))
    col = t.mix(t.ramp(n2.outputs[0], [(.5, (0, 0, 0)), (.8, (.5,) * 3)]), col, tuple(x * .5 for x in c))
    col = t.mix(t.math("MULTIPLY", low, dirt), col, (.12, .105, .085))
    f = t.add("TexNoise", Vector=p, Scale=14.0, Detail=8.0, Roughness=.7)
    setp(t, Base_Color=col, Roughness=.92, Specular=.2, Normal=t.bump(t.math("ADD", f.outputs[0], n.outputs[0]), .55, .05))
    return t.mat


def brick(name, c1, c2, mortar, scale=1.0, side=True):
    t = material(name)
    p = t.add("NewGeometry").outputs["Position"]
    s = t.add("SeparateXYZ", Vector=p)
    uv = t.add("CombineXYZ", X=s.outputs[1], Y=s.outputs[2]).outputs[0] if side else t.add("CombineXYZ", X=s.outputs[0], Y=s.outputs[2]).outputs[0]
    b = t.add("TexBrick", Vector=uv, Color1=c1, Color2=c2, Mortar=mortar, Scale=scale, Mortar_Size=.012, Brick_Width=.25, Row_Height=.078)
    n = t.add("TexNoise", Vector=p, Scale=1.4, Detail=9.0)
    f = t.add("TexNoise", Vector=p, Scale=30.0, Detail=5.0)
    col = t.mix(.6, b.outputs[0], t.ramp(n.outputs[0], [(.3, (.5,) * 3), (.7, (1.25,) * 3)]), "MULTIPLY")
    h = t.math("SUBTRACT", t.math("MULTIPLY", f.outputs[0], .3), b.outputs["Fac"])
    setp(t, Base_Color=col, Roughness=.9, Specular=.2, Normal=t.bump(h, .7, .02))
    return t.mat


def paint(name, c, rough=.45):
    return noisy(name, c, tuple(x * .75 for x in c), scale=3, rough=rough, bump=.12, bump_scale=30, dist=.01)


WALLS = [plaster("ochre", (.62, .40, .16)), plaster("rose", (.60, .30, .22)), brick("brick", (.30, .095, .06), (.22, .07, .045), (.36, .33, .29)),
         plaster("cream", (.70, .62, .46)), plaster("sage", (.36, .42, .30)), plaster("blue", (.30, .38, .46)), plaster("white", (.72, .70, .65)),
         brick("brick2", (.36, .17, .10), (.27, .12, .07), (.40, .37, .32))]
STONE = noisy("stone", (.44, .40, .34), (.30, .275, .24), scale=3, rough=.9, bump=.5, bump_scale=18, dist=.03)
TRIM = noisy("trim", (.66, .63, .56), (.54, .51, .45), scale=4, rough=.8, bump=.2)
DARKW = paint("dark wood", (.055, .035, .022))
PAINTS = [paint("green", (.035, .10, .06)), paint("oxblood", (.20, .03, .025)), paint("navy", (.03, .06, .13)), paint("brown", (.12, .06, .03)),
          paint("teal", (.05, .15, .16)), paint("white paint", (.66, .64, .58))]
t = material("pane")
n = t.add("TexNoise", Vector=t.add("NewGeometry").outputs["Position"], Scale=.8, Detail=2.0)
setp(t, Base_Color=(.025, .03, .035), Roughness=.04, Specular=.9, Normal=t.bump(n.outputs[0], .12, .1))
PANE = t.mat
CURTAIN = noisy("curtain", (.45, .42, .36), (.30, .28, .24), scale=1, stretch=(9, 9, .3), bump=0)
IRON = noisy("iron", (.02, .021, .022), (.035, .033, .03), rough=.45, metal=.6, bump=.2)
t = material("tiles")
p = t.add("TexCoord").outputs["UV"]
b = t.add("TexBrick", Vector=p, Color1=(.30, .10, .055), Color2=(.20, .07, .045), Mortar=(.05, .03, .02), Scale=1.0, Brick_Width=.24, Row_Height=.3, Mortar_Size=.02)
n = t.add("TexNoise", Vector=p, Scale=1.3, Detail=8.0)
wv = t.add("TexWave", Vector=p, Scale=1.3)
setp(t, Base_Color=t.mix(.7, b.outputs[0], t.ramp(n.outputs[0], [(.3, (.45, .45, .4)), (.7, (1.3, 1.2, 1.1))]), "MULTIPLY"), Roughness=.85,
     Normal=t.bump(t.math("SUBTRACT", wv.outputs[0], b.outputs["Fac"]), .9, .06))
TILES = t.mat
LIT = material("lamp light")
setp(LIT, Base_Color=(.9, .8, .6), Emission=(1, .72, .38), Emission_Strength=2.2, Roughness=.3)
LIT = LIT.mat
LIT.cycles.sample_as_light = False


# ---------------------------------------------------------------- houses
def house(side, y0, width, floors, wall, roof, shop=False, colour=None, shutters=False, stepped=False, setback=0.0):
    """side -1: left row, +1: right row; the front faces the street."""
    xf = side * (4.6 + setback)
    g = 3.3 if shop else 3.0
    fh = 2.85
    H = g + fh * (floors - 1) + .5
    colour = colour or PAINTS[rng.integers(5)]

    def B(y1, z1, y2, z2, out0, out1, mat, bev=.0):
        """Box on the front: along the street y1..y2, up z1..z2, from out0 to out1 in front of the wall."""
        xa, xb = xf - side * out0, xf - side * out1
        return box((min(xa, xb), y0 + y1, z1), (max(xa, xb), y0 + y2, z2), mat, bev)
    holes, kinds = [], []
    nwin = max(2, int(round(width / 2.1)))
    pitch = width / nwin
    ww, wh = min(1.05, pitch * .5), 1.62
    if shop:
        holes.append((.55, .55, width - 1.75, 2.75))
        kinds.append("shop")
        holes.append((width - 1.45, .02, width - .45, 2.6))
        kinds.append("door")
    else:
        d = rng.integers(nwin)
        for i in range(nwin):
            c = (i + .5) * pitch
            if i == d:
                holes.append((c - .55, .02, c + .55, 2.5))
                kinds.append("door")
            else:
                holes.append((c - ww / 2, 1.0, c + ww / 2, 2.5))
                kinds.append("win")
    for fl in range(1, floors):
        zb = g + fh * (fl - 1) + .65
        for i in range(nwin):
            c = (i + .5) * pitch
            holes.append((c - ww / 2, zb, c + ww / 2, zb + wh * (1 if fl < floors - 1 else .88)))
            kinds.append("win")
    # front wall with openings
    D = .24
    ys = sorted({0, width} | {h[0] for h in holes} | {h[2] for h in holes})
    zs = sorted({0, H} | {h[1] for h in holes} | {h[3] for h in holes})
    V, F = [], []

    def quad(*pts):
        i = len(V)
        V.extend([(xf + side * q[0], y0 + q[1], q[2]) for q in pts])
        F.append((i, i + 1, i + 2, i + 3))
    for a, b_ in zip(ys, ys[1:]):
        for c, d_ in zip(zs, zs[1:]):
            m, k = (a + b_) / 2, (c + d_) / 2
            if not any(h[0] < m < h[2] and h[1] < k < h[3] for h in holes):
                quad((0, a, c), (0, b_, c), (0, b_, d_), (0, a, d_))
    for h in holes:
        a, c, b_, d_ = h
        quad((0, a, c), (D, a, c), (D, a, d_), (0, a, d_))
        quad((0, b_, c), (D, b_, c), (D, b_, d_), (0, b_, d_))
        quad((0, a, d_), (D, a, d_), (D, b_, d_), (0, b_, d_))
        quad((0, a, c), (D, a, c), (D, b_, c), (0, b_, c))
    depth = 8.0
    quad((0, 0, 0), (depth, 0, 0), (depth, 0, H), (0, 0, H))
    quad((0, width, 0), (depth, width, 0), (depth, width, H), (0, width, H))
    mesh("house", V, F, wall)
    # base course, string courses, cornice
    B(0, 0, width, .45, .0, .05, STONE, .01) if not shop else None
    if not shop:
        for h, k in zip(holes, kinds):
            if k == "door":
                B(h[0], 0, h[2], .46, -.01, .055, DARKW)
    for fl in range(1, floors):
        z = g + fh * (fl - 1) + .05
        B(0, z, width, z + .13, 0, .07, TRIM, .015)
    B(-.05, H - .32, width + .05, H - .12, 0, .16, TRIM, .02)
    B(-.08, H - .12, width + .08, H + .02, 0, .30, TRIM, .02)
    # windows and doors
    for h, k in zip(holes, kinds):
        a, c, b_, d_ = h
        if k == "win":
            lit = rng.random() < .06
            B(a, c, b_, d_, -.21, -.20, LIT if lit else PANE)
            fr = .06
            for q in ((a, c, a + fr, d_), (b_ - fr, c, b_, d_), (a, d_ - fr, b_, d_), (a, c, b_, c + fr), ((a + b_) / 2 - .035, c, (a + b_) / 2 + .035, d_),
                      (a, c + (d_ - c) * .66, b_, c + (d_ - c) * .66 + .05), (a, c + (d_ - c) * .33, b_, c + (d_ - c) * .33 + .03)):
                B(*q, -.20, -.14, PAINTS[5])
            if rng.random() < .6:
                for q in ((a + .05, c, a + (b_ - a) * .27, d_), (b_ - (b_ - a) * .27, c, b_ - .05, d_)):
                    B(*q, -.199, -.192, CURTAIN)
            B(a - .10, c - .12, b_ + .10, c, -.05, .14, TRIM, .015)
            if shutters and c > 2.6:
                for e0, e1 in ((a - ww * .52, a - .03), (b_ + .03, b_ + ww * .52)):
                    B(e0, c, e1, d_, .02, .055, colour, .008)
                    for q in np.arange(c + .08, d_ - .08, .085):
                        B(e0 + .06, q, e1 - .06, q + .05, .055, .075, colour)
            else:
                B(a - .13, c - .0, a, d_ + .13, 0, .045, TRIM, .01)
                B(b_, c - .0, b_ + .13, d_ + .13, 0, .045, TRIM, .01)
                B(a - .0, d_, b_ + .0, d_ + .13, 0, .045, TRIM, .01)
                B(a - .2, d_ + .13, b_ + .2, d_ + .21, 0, .12, TRIM, .01)
            if c > 2.6 and rng.random() < .35:
                B(a + .02, c - .02, b_ - .02, c + .16, .02, .22, DARKW, .01)
                flowers(xf - side * .12, y0 + a + .05, y0 + b_ - .05, c + .16)
        elif k == "door":
            B(a, c, b_, d_, -.20, -.15, colour)
            m = (a + b_) / 2
            for q in ((a + .12, c + .2, m - .05, c + 1.0), (m + .05, c + .2, b_ - .12, c + 1.0), (a + .12, c + 1.12, m - .05, d_ - .62), (m + .05, c + 1.12, b_ - .12, d_ - .62)):
                B(*q, -.15, -.125, colour, .015)
            B(a + .08, d_ - .45, b_ - .08, d_ - .08, -.15, -.14, PANE)
            B(a - .18, c, a, d_ + .18, 0, .08, STONE, .02)
            B(b_, c, b_ + .18, d_ + .18, 0, .08, STONE, .02)
            B(a, d_, b_, d_ + .18, 0, .08, STONE, .02)
            B(a - .15, -.05, b_ + .15, .14, -.1, .38, STONE, .02)
            bpy.ops.mesh.primitive_uv_sphere_add(radius=.045, location=(xf + side * .08, y0 + b_ - .16, 1.1))
            bpy.context.object.data.materials.append(BRASS)
        else:
            B(a, c, b_, d_, -.18, -.17, PANE)
            for q in np.linspace(a, b_ - .07, 4):
                B(q, c, q + .07, d_, -.17, -.08, colour, .01)
            for q in (c, d_ - .5, d_ - .07):
                B(a, q, b_, q + .07, -.17, -.09, colour, .01)
            B(.15, .02, width - 1.55, c, .0, .06, colour, .02)
            for q in np.linspace(a, b_ - .8, 4):
                B(q + .1, .14, q + .75, c - .1, .06, .085, colour, .02)
            for q in range(12):
                yy = rng.uniform(a + .2, b_ - .5)
                B(yy, c + .07, yy + rng.uniform(.15, .4), c + rng.uniform(.25, .8), -.165, -.16, [CURTAIN, BRASS, PAINTS[1], PAINTS[4], TRIM][q % 5])
            B(.05, 2.85, width - .05, 3.28, 0, .10, colour, .02)
            B(.0, 3.26, width, 3.36, 0, .22, colour, .02)
            for q in (.12, width - .32):
                B(q, .0, q + .2, 2.86, 0, .09, colour, .02)
    # roof
    ov = .35
    over = 1.0
    Rz = H + roof
    V, F = [], []
    if stepped:
        steps = 5
        for i in range(steps):
            f0 = i / steps
            B(width / 2 * f0, H - .02, width * (1 - f0 / 2), H + roof * (i + 1) / steps, -.35, 0, wall)
            B(width / 2 * f0 - .06, H + roof * (i + 1) / steps, width / 2 * f0 + width / 2 / steps + .06, H + roof * (i + 1) / steps + .10, -.4, .06, TRIM, .01)
            B(width * (1 - f0 / 2) - width / 2 / steps - .06, H + roof * (i + 1) / steps, width * (1 - f0 / 2) + .06, H + roof * (i + 1) / steps + .10, -.4, .06, TRIM, .01)
        B(width / 2 - .38, H + .35, width / 2 + .38, H + 1.35, 0, .01, PANE)
        B(width / 2 - .04, H + .35, width / 2 + .04, H + 1.35, 0, .03, PAINTS[5])
        B(width / 2 - .38, H + .82, width / 2 + .38, H + .88, 0, .03, PAINTS[5])
        pts = [(.2, -.02, H), (.2, width / 2, Rz - .25), (.2, width + .02, H), (8, -.02, H), (8, width / 2, Rz - .25), (8, width + .02, H)]
        fs = [(0, 1, 4, 3), (1, 2, 5, 4)]
        uvs = {0: [(0, 0), (0, 3), (8, 3), (8, 0)], 1: [(0, 3), (0, 0), (8, 0), (8, 3)]}
    else:
        pts = [(-ov, -.05, H), (-ov, width + .05, H), (4, width + .05, Rz), (4, -.05, Rz), (8, -.05, H), (8, width + .05, H)]
        fs = [(0, 1, 2, 3), (3, 2, 5, 4)]
        L = math.hypot(4, roof)
        uvs = {0: [(0, 0), (width, 0), (width, L), (0, L)], 1: [(0, L), (width, L), (width, 0), (0, 0)]}
    o = mesh("roof", [(xf + side * a, y0 + b_, c) for a, b_, c in pts], fs, TILES)
    uv = o.data.uv_layers.new()
    for fi, pol in enumerate(o.data.polygons):
        for li, q in zip(pol.loop_indices, uvs[fi]):
            uv.data[li].uv = q
    s = o.modifiers.new("thick", "SOLIDIFY")
    s.thickness = .14
    if not stepped:
        # gable ends, dormer, gutter
        mesh("gable", [(xf, y0 + yy, z) if x_ == 0 else (xf + side * x_, y0 + yy, z) for yy in (0, width) for x_, z in ((0, H), (4, Rz), (8, H))],
             [(0, 1, 2), (3, 4, 5)], wall)
        tube([(xf - side * ov, y0, H + .02), (xf - side * ov, y0 + width, H + .02)], .07, IRON)
        for q in range(int(width // 2.8)):
            yc = width * (q + .5) / max(1, int(width // 2.8))
            B(yc - .5, H + .35, yc + .5, H + 1.55, -1.6, -.25, wall)
            B(yc - .36, H + .55, yc + .36, H + 1.4, -.25, -.235, PANE)
            B(yc - .03, H + .55, yc + .03, H + 1.4, -.235, -.21, PAINTS[5])
            B(yc - .62, H + 1.55, yc + .62, H + 1.66, -1.8, -.08, DARKW)
    # chimney and drain pipe
    cy = width * rng.uniform(.15, .3)
    B(cy, H + roof * .3, cy + .6, Rz + .9, -3.9, -3.1, WALLS[2])
    B(cy - .06, Rz + .82, cy + .66, Rz + .94, -3.96, -3.04, STONE)
    tube([(xf - side * .1, y0 + .1, H), (xf - side * .1, y0 + .1, .1)], .045, IRON)
    return H


BRASS = noisy("brass", (.55, .38, .14), (.35, .24, .09), rough=.3, metal=.9, bump=0)
LEAF = noisy("leaf", (.07, .14, .025), (.03, .07, .012), scale=2, bump=0, rough=.6)
LEAF2 = noisy("leaf2", (.13, .19, .03), (.06, .10, .02), scale=2, bump=0, rough=.6)
BLOOM = [noisy("bloom%d" % i, c, bump=0) for i, c in enumerate([(.60, .04, .06), (.70, .25, .35), (.75, .55, .08), (.6, .58, .55)])]


def leaves(pts, size, mat, name="leaves"):
    """A quad leaf, randomly turned, at each point."""
    n = len(pts)
    d = rng.normal(size=(n, 3))
    d /= np.linalg.norm(d, axis=1, keepdims=True)
    e = np.cross(d, rng.normal(size=(n, 3)))
    e /= np.linalg.norm(e, axis=1, keepdims=True)
    s = size * rng.uniform(.6, 1.3, (n, 1))
    v = np.stack([pts - d * s, pts + e * s * .5, pts + d * s, pts - e * s * .5], 1).reshape(-1, 3)
    return mesh(name, v, np.arange(4 * n).reshape(-1, 4), mat)


def flowers(x, y1, y2, z):
    n = 90
    p = np.stack([x + rng.normal(0, .07, n), rng.uniform(y1, y2, n), z + rng.uniform(-.05, .16, n)], -1)
    leaves(p, .06, LEAF)
    p = np.stack([x + rng.normal(0, .08, 34), rng.uniform(y1, y2, 34), z + rng.uniform(.02, .22, 34)], -1)
    leaves(p, .038, BLOOM[rng.integers(4)])


# ---------------------------------------------------------------- the rows
house(-1, -1.5, 6.3, 3, WALLS[3], 2.6, shop=True, colour=PAINTS[0])
house(-1, 4.8, 5.2, 3, WALLS[1], 2.9, shutters=True, colour=PAINTS[4], setback=-.05)
house(-1, 10.0, 5.8, 4, WALLS[2], 3.0, stepped=True, colour=PAINTS[2])
house(-1, 15.8, 6.4, 3, WALLS[0], 2.6, shop=True, colour=PAINTS[1], setback=.05)
house(-1, 22.2, 5.4, 3, WALLS[6], 2.6, shutters=True)
house(-1, 27.6, 6.0, 4, WALLS[4], 2.8)
house(-1, 33.6, 7.0, 3, WALLS[7], 2.8)
house(1, 1.0, 5.6, 3, WALLS[7], 2.8, shop=True, colour=PAINTS[2])
house(1, 6.6, 5.0, 4, WALLS[0], 2.8, stepped=True, shutters=True, colour=PAINTS[0])
house(1, 11.6, 6.2, 3, WALLS[5], 2.8, shop=True, colour=PAINTS[3])
house(1, 17.8, 5.2, 3, WALLS[6], 3.0, shutters=True, colour=PAINTS[1])
house(1, 23.0, 5.6, 4, WALLS[1], 2.8)
house(1, 28.6, 5.8, 3, WALLS[2], 2.8, stepped=True)
house(1, 34.4, 6.0, 3, WALLS[3], 2.8)
# a church tower closes the street
TOW = plaster("tower", (.52, .46, .36))
box((-3.6, 58, 0), (2.4, 64, 17), TOW)
for z in (6.5, 11.5, 16.8):
    box((-3.8, 57.8, z), (2.6, 64.2, z + .35), TRIM, .03)
for x in (-2.4, -.1):
    box((x, 57.9, 12.6), (x + 1.3, 58.1, 15.6), DARKW)
o = lathe([(.85, 0), (.85, .06), (0, .06)], TRIM, 40, (-.6, 57.9, 9.4))
o.rotation_euler = (math.pi / 2, 0, 0)
for a, L in ((.6, .6), (2.6, .42)):
    box((-.6 - .03 + math.sin(a) * L / 2, 57.78, 9.4 - L / 2 + math.cos(a) * L / 2), (-.6 + .03 + math.sin(a) * L / 2, 57.8, 9.4 + L / 2 + math.cos(a) * L / 2), IRON, rot=(0, a, 0))
for x in (-3.62, 1.6):
    box((x, 57.6, 0), (x + .8, 58, 11), TRIM, .04)
box((-1.5, 57.7, 0), (.3, 58, 3.2), STONE, .05)
box((-1.2, 57.66, 0), (0, 57.72, 2.8), DARKW)
box((-1.0, 57.9, 4.4), (-.2, 58.02, 6.2), DARKW)
SLATE = noisy("slate", (.11, .12, .13), (.07, .08, .085), rough=.6, bump=.5)
mesh("spire", [(-3.8, 57.8, 17.1), (2.6, 57.8, 17.1), (2.6, 64.2, 17.1), (-3.8, 64.2, 17.1), (-.6, 61, 28)], [(0, 1, 4), (1, 2, 4), (2, 3, 4), (3, 0, 4)], SLATE)
for x0, x1, w in ((-16, -3.6, WALLS[0]), (2.4, 16, WALLS[6])):
    box((x0, 56, 0), (x1, 62, 8.2), w)
    for i in range(4):
        for k in range(2):
            xx = x0 + 1.2 + i * 3
            box((xx, 55.9, 1.6 + 3.2 * k), (xx + 1.1, 56, 3.3 + 3.2 * k), PANE)
            box((xx - .1, 55.85, 1.45 + 3.2 * k), (xx + 1.2, 55.95, 1.6 + 3.2 * k), TRIM)
    mesh("r", [(x0, 55.6, 8.2), (x1, 55.6, 8.2), (x1, 59, 11), (x0, 59, 11)], [(0, 1, 2, 3)], SLATE)

# ---------------------------------------------------------------- ground
t = material("cobbles")
p = t.add("NewGeometry").outputs["Position"]
wob = t.add("TexNoise", Vector=p, Scale=1.3, Detail=2.0)
pv = t.vmath("ADD", p, t.vscale(wob.outputs["Color"], .10))
s = t.add("SeparateXYZ", Vector=pv)
b = t.add("TexBrick", Vector=t.add("CombineXYZ", X=s.outputs[0], Y=s.outputs[1]).outputs[0], Color1=(.26, .235, .20), Color2=(.13, .12, .11), Mortar=(.05, .043, .035),
          Scale=1.0, Brick_Width=.21, Row_Height=.135, Mortar_Size=.016, Mortar_Smooth=.7)
n = t.add("TexNoise", Vector=p, Scale=.6, Detail=8.0, Roughness=.65)
n2 = t.add("TexNoise", Vector=p, Scale=14.0, Detail=5.0)
col = t.mix(.75, b.outputs[0], t.ramp(n.outputs[0], [(.3, (.5, .47, .43)), (.7, (1.35, 1.3, 1.2))]), "MULTIPLY")
h = t.math("ADD", t.math("MULTIPLY", t.math("SUBTRACT", 1.0, b.outputs["Fac"]), 1.0), t.math("MULTIPLY", n2.outputs[0], .5))
setp(t, Base_Color=col, Roughness=t.ramp(n.outputs[0], [(.3, (.38,) * 3), (.7, (.75,) * 3)]), Specular=.45, Normal=t.bump(h, .9, .045))
xs = np.linspace(-2.6, 2.6, 14)
ysr = np.linspace(-8, 60, 60)
X, Y = np.meshgrid(xs, ysr, indexing="ij")
mesh("road", np.stack([X, Y, -.02 - .09 * (X / 2.6) ** 2 + .02 * fbm(X * .6, Y * .6, 3)], -1).reshape(-1, 3), grid(14, 60)[:, ::-1], t.mat, True)
t = material("flags")
p = t.add("NewGeometry").outputs["Position"]
s = t.add("SeparateXYZ", Vector=p)
b = t.add("TexBrick", Vector=t.add("CombineXYZ", X=s.outputs[1], Y=s.outputs[0]).outputs[0], Color1=(.34, .315, .27), Color2=(.23, .215, .19), Mortar=(.07, .06, .05), Scale=1.0,
          Brick_Width=.9, Row_Height=.5, Mortar_Size=.012)
n = t.add("TexNoise", Vector=p, Scale=1.5, Detail=9.0, Roughness=.7)
setp(t, Base_Color=t.mix(.7, b.outputs[0], t.ramp(n.outputs[0], [(.3, (.6,) * 3), (.7, (1.25,) * 3)]), "MULTIPLY"), Roughness=.8,
     Normal=t.bump(t.math("SUBTRACT", n.outputs[0], b.outputs["Fac"]), .6, .03))
for sd in (-1, 1):
    lo, hi = sorted((sd * 2.75, sd * 14))
    box((lo, -8, -.3), (hi, 56, .03), t.mat)
    y = -8.0
    while y < 50:
        L = rng.uniform(.8, 1.1)
        lo, hi = sorted((sd * 2.58, sd * 2.76))
        box((lo, y, -.2), (hi, y + L - .012, .04 + rng.normal(0, .004)), STONE, .02)
        y += L
box((-40, 50, -.3), (40, 90, -.06), t.mat)


# ---------------------------------------------------------------- street furniture
def lamp(x, y, side):
    lathe([(.17, 0), (.17, .12), (.12, .2), (.10, .55), (.13, .6), (.06, .72), (.045, 2.9), (.07, 2.95), (.04, 3.0), (.03, 3.3), (.0, 3.3)], IRON, 20, (x, y, 0.03))
    for s_ in (-1, 1):
        tube([(x, y, 2.75), (x + s_ * .22, y, 2.78)], .02, IRON)
    for a in range(4):
        c, s_ = math.cos(a * math.pi / 2 + .78), math.sin(a * math.pi / 2 + .78)
        tube([(x + .10 * c, y + .10 * s_, 3.3), (x + .19 * c, y + .19 * s_, 3.78)], .014, IRON)
    lathe([(.085, 3.32), (.16, 3.76), (0, 3.76)], LIT, 4, (x, y, 0)).rotation_euler = (0, 0, .78)
    lathe([(.10, 3.28), (.10, 3.33), (0, 3.33)], IRON, 4, (x, y, 0)).rotation_euler = (0, 0, .78)
    lathe([(.24, 3.76), (.10, 3.95), (.05, 4.0), (.03, 4.12), (0, 4.15)], IRON, 4, (x, y, 0)).rotation_euler = (0, 0, .78)


lamp(2.95, 4.9, 1)
lamp(-2.95, 15.0, -1)
lamp(2.95, 24.0, 1)


def sign(side, y, z, col, kind):
    """Hanging sign on an iron arm."""
    x = side * 4.6
    tube([(x, y, z + .55), (x - side * 1.15, y, z + .55)], .018, IRON)
    tube([(x, y, z + .95), (x - side * .5, y, z + .85), (x - side * .95, y, z + .55)], .012, IRON)
    for q in (.3, .95):
        tube([(x - side * q, y, z + .55), (x - side * q, y, z + .38)], .006, IRON)
    if kind == 0:
        o = lathe([(0, -.03), (.36, -.03), (.38, 0), (.36, .03), (0, .03)], col, 40, (x - side * .62, y, z))
        o.rotation_euler = (math.pi / 2, 0, 0)
        o = lathe([(.30, .033), (.27, .036)], BRASS, 40, (x - side * .62, y, z))
        o.rotation_euler = (math.pi / 2, 0, 0)
        text("CAFE", (x - side * .62, y - .04, z - .09), .22, BRASS)
    else:
        box((x - side * .62 - .38, y - .02, z - .3), (x - side * .62 + .38, y + .02, z + .38), col, .02)
        text("LIVRES" if kind == 1 else "INN", (x - side * .62, y - .03, z - .02), .2, BRASS)


def text(s, loc, size, mat, rot=(math.pi / 2, 0, 0)):
    c = bpy.data.curves.new("text", "FONT")
    c.body, c.size, c.extrude, c.align_x = s, size, .012, "CENTER"
    c.materials.append(mat)
    o = bpy.data.objects.new("text", c)
    bpy.context.scene.collection.objects.link(o)
    o.location, o.rotation_euler = loc, rot


sign(1, 6.2, 3.9, PAINTS[2], 1)
sign(-1, 8.4, 3.6, PAINTS[1], 0)
sign(1, 17.4, 3.7, PAINTS[0], 2)
text("BOULANGERIE", (-4.47, 1.2, 2.97), .30, BRASS, (math.pi / 2, 0, math.pi / 2))
text("ATELIER", (-4.5, 18.2, 2.97), .30, BRASS, (math.pi / 2, 0, math.pi / 2))
text("LIBRAIRIE", (4.47, 3.2, 2.97), .30, BRASS, (math.pi / 2, 0, -math.pi / 2))
text("EPICERIE", (4.47, 14.2, 2.97), .30, BRASS, (math.pi / 2, 0, -math.pi / 2))

# awning over the near left shop: striped cloth
t = material("awning")
s = t.add("SeparateXYZ", Vector=t.add("NewGeometry").outputs["Position"])
st = t.math("GREATER_THAN", t.math("SINE", t.math("MULTIPLY", s.outputs[1], 14.0)), 0.0)
setp(t, Base_Color=t.mix(st, (.66, .62, .54), (.33, .045, .04)), Roughness=.9)
for sd, ya, yb in ((-1, 16.0, 20.6), (1, 11.9, 16.2), (-1, -1.2, 3.0)):
    ny = 60
    yy = np.linspace(ya, yb, ny)
    prof = [(0, 2.95), (.6, 2.68), (1.25, 2.36), (1.27, 2.14)]
    V = []
    for q, (o_, z) in enumerate(prof):
        for k, y in enumerate(yy):
            V.append((sd * (4.55 - o_), y, z - .03 * (q in (1, 2)) * abs(math.sin(y * 2.2)) - (.05 * abs(math.sin(y * 7)) if q == 3 else 0)))
    mesh("awning", V, grid(4, ny), t.mat)

# tree in a planter ring
BARK = noisy("bark", (.14, .105, .075), (.06, .045, .032), scale=5, bump=.9, bump_scale=9, stretch=(3, 3, .4), dist=.06)


def tree(x, y, h, n=9000):
    P = []
    ends = []

    def grow(p, d, L, r, lvl):
        pts = [p]
        k = 5
        for i in range(k):
            d = d + rng.normal(0, .13, 3) + np.array([0, 0, .05])
            d = d / np.linalg.norm(d)
            p = p + d * L / k
            pts.append(p)
        P.append(tube(pts, np.linspace(r, r * .62, k + 1), BARK, 8 if lvl < 2 else 5))
        if lvl >= 4:
            ends.append(np.array(pts[1:]))
            return
        if lvl == 3:
            ends.append(np.array(pts[3:]))
        for j in range(3 if lvl < 3 else 2):
            a = rng.uniform(0, 6.28)
            t_ = np.cross(d, (math.cos(a), math.sin(a), .2))
            aim = d * .75 + t_ / np.linalg.norm(t_) * rng.uniform(.5, .9)
            grow(pts[-1] if j else pts[-2], aim / np.linalg.norm(aim), L * rng.uniform(.62, .8), r * .58, lvl + 1)
    grow(np.array([x, y, 0.0]), np.array([0, 0, 1.0]), h * .36, .15, 0)
    e = np.concatenate(ends)
    pts = e[rng.integers(len(e), size=n)] + rng.normal(0, .26, (n, 3))
    leaves(pts[: n // 2], .085, LEAF)
    leaves(pts[n // 2:], .085, LEAF2)
    merge(P, "tree")
    lathe([(.62, 0), (.62, .42), (.55, .46), (.5, .42), (.5, .36), (0, .36)], STONE, 40, (x, y, .03))


tree(-3.55, 9.3, 5.4, 11000)
tree(3.7, 20.5, 5.0, 7000)

# potted plants by doors
POT = noisy("terracotta", (.42, .17, .09), (.30, .12, .065), scale=5, bump=.3)
for x, y, r in [(-4.15, 5.2, .22), (4.1, 7.2, .25), (4.15, 8.0, .18), (-4.1, 10.6, .24), (4.1, 11.2, .2), (-4.2, 14.9, .2)]:
    lathe([(0, 0), (r * .7, 0), (r, r * 1.5), (r * 1.1, r * 1.5), (r * 1.1, r * 1.75), (r * .95, r * 1.75), (0, r * 1.6)], POT, 28, (x, y, .03))
    n = 420
    d = rng.normal(size=(n, 3))
    d /= np.linalg.norm(d, axis=1, keepdims=True)
    leaves(np.array([x, y, r * 1.75 + .45]) + d * rng.random((n, 1)) ** .4 * (.34, .34, .45), .065, LEAF2 if r > .21 else LEAF)
    leaves(np.array([x, y, r * 1.75 + .5]) + d[:50] * (.36, .36, .42), .045, BLOOM[int(y) % 4])


# bicycle leaning on the right kerb side
def bicycle(loc, ang, lean, col):
    parts = []
    R = .34
    t_ = np.linspace(0, 2 * np.pi, 49)
    for cx in (0, 1.04):
        ring = np.stack([cx + R * np.cos(t_), 0 * t_, R + R * np.sin(t_)], -1)
        parts.append(tube(ring, .021, IRON, 8))
        parts.append(tube(ring * (1, 1, 1) * .94 + np.array([cx, 0, R]) * .06, .010, BRASS2, 6))
        for a in np.linspace(0, np.pi, 14, endpoint=False):
            parts.append(tube([(cx + R * .95 * math.cos(a), -.02, R + R * .95 * math.sin(a)), (cx - R * .95 * math.cos(a), .02, R - R * .95 * math.sin(a))], .0022, BRASS2, 4))
        half = np.linspace(-.1, np.pi * .95, 22)
        parts.append(tube(np.stack([cx + (R + .035) * np.cos(half), 0 * half, R + (R + .035) * np.sin(half)], -1), .022, col, 6))
    bb, seat, head_ = (.45, 0, .30), (.30, 0, .82), (.86, 0, .84)
    for a, b_, r in ((bb, seat, .018), (bb, (.84, 0, .66), .02), (seat, (.86, 0, .80), .017), (bb, (0, 0, R), .014), (seat, (0, 0, R), .012),
                     ((.84, 0, .62), head_, .02), ((.84, 0, .64), (1.04, 0, R), .016), (seat, (.27, 0, .94), .014), (head_, (.85, 0, 1.02), .014)):
        parts.append(tube([a, b_], r, col, 8))
    parts.append(tube([(.68, -.28, 1.04), (.80, -.24, 1.08), (.87, -.1, 1.04), (.87, .1, 1.04), (.80, .24, 1.08), (.68, .28, 1.04)], .013, BRASS2, 8))
    for s_ in (-.28, .28):
        parts.append(tube([(.66, s_, 1.035), (.76, s_ * .96, 1.06)], .019, DARKW, 8))
    parts.append(tube([(.12, 0, .97), (.22, 0, .98), (.32, 0, .965), (.42, 0, .96)], [.05, .085, .05, .025], DARKW, 10))
    chain_ = np.linspace(0, 2 * np.pi, 20)
    parts.append(tube(np.stack([.45 + .09 * np.cos(chain_), 0 * chain_ - .04, .30 + .09 * np.sin(chain_)], -1), .008, BRASS2, 5))
    parts.append(tube([(.45, -.05, .30), (.52, -.06, .17)], .010, BRASS2, 5))
    parts.append(box((.45, -.16, .155), (.57, -.06, .18), IRON))
    wick = box((.93, -.17, .80), (1.25, .17, 1.02), WICKER, .03)
    parts.append(wick)
    o = merge(parts, "bicycle")
    bpy.context.view_layer.update()
    o.data.transform(o.matrix_world)
    o.matrix_world.identity()
    o.location, o.rotation_euler = loc, (lean, 0, ang)


BRASS2 = noisy("chrome", (.55, .55, .55), (.45, .45, .45), rough=.25, metal=1.0, bump=0)
t = material("wicker")
s = t.coords()
w1 = t.add("TexWave", Vector=s, Scale=14.0, bands_direction="Z")
w2 = t.add("TexWave", Vector=s, Scale=14.0, bands_direction="Y")
h = t.math("MULTIPLY", w1.outputs[0], w2.outputs[0])
setp(t, Base_Color=t.mix(h, (.12, .07, .03), (.42, .28, .13)), Roughness=.8, Normal=t.bump(h, .8, .02))
WICKER = t.mat
bicycle((2.05, 4.62, .035), .10, -.15, PAINTS[4])

# cafe table and chairs before the left shop
for x, y in ((-3.55, 3.7), (-3.5, 1.75)):
    lathe([(0, .72), (.34, .72), (.35, .745), (.34, .76), (0, .76)], PAINTS[5], 40, (x, y, 0))
    lathe([(.22, .03), (.2, .05), (.03, .1), (.025, .72), (0, .72)], IRON, 20, (x, y, 0))
    lathe([(0, .76), (.05, .76), (.055, .765), (.03, .775), (.035, .84), (.03, .84), (0, .79)], TRIM, 20, (x + .08, y - .1, 0))
    for a in (.7, 3.6):
        cx, cy = x + .62 * math.cos(a), y + .62 * math.sin(a)
        lathe([(0, .44), (.2, .44), (.21, .46), (.2, .48), (0, .48)], WICKER, 24, (cx, cy, 0))
        for b_ in (.8, 2.4, 3.9, 5.5):
            tube([(cx + .17 * math.cos(b_), cy + .17 * math.sin(b_), .45), (cx + .22 * math.cos(b_), cy + .22 * math.sin(b_), .03)], .014, IRON)
        arc = np.linspace(-1.1, 1.1, 12) + a
        for z0, rr in ((.88, .22), (.68, .215)):
            tube(np.stack([cx + rr * np.cos(arc), cy + rr * np.sin(arc), 0 * arc + z0 - .1 * np.abs(arc - a) * (z0 > .8)], -1), .016, IRON)
        for b_ in (-.6, 0, .6):
            tube([(cx + .2 * math.cos(a + b_), cy + .2 * math.sin(a + b_), .46), (cx + .22 * math.cos(a + b_), cy + .22 * math.sin(a + b_), .86)], .011, IRON)

# ---------------------------------------------------------------- light, camera
EL, AZ = 36, 222
sky(EL, AZ, .13, clouds=.85, cloud_scale=1.5, cover=.47, seed=1.4, dust=2.0)
w = bpy.context.scene.world
w.cycles.sampling_method, w.cycles.sample_map_resolution = "MANUAL", 512
bpy.context.scene.cycles.max_bounces = 4
sun(EL, AZ, 5.2, (1, .80, .55), .55)
camera((.75, -4.6, 1.72), (-.25, 12, 3.15), lens=27)
render(opt, .8, 5, exposure=.55)
