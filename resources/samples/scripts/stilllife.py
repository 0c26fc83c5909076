# SPDX-FileCopyrightText: The Koma authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A still life: bottle, glass, bowl of fruit and a crumpled cloth on a wooden table."""
import os
import sys
sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from common import *

opt = options("stilllife", 1280, 960, 28)
rng = np.random.default_rng(3)
# unit: decimetre; the table top is z = 0, the camera looks along +Y

# ---- table of five boards
for i in range(6):
    tone = rng.uniform(.8, 1.2)
    m = wood("board%d" % i, (.075 * tone, .036 * tone, .016 * tone), (.27 * tone, .145 * tone, .065 * tone), scale=.8,
             axis="X", rough=.38, bump=.35, ring=3.0)
    box((-9, -4.4 + 1.45 * i, -.35), (9, -2.97 + 1.45 * i, 0), m, .03)
apron = wood("apron", (.05, .024, .010), (.17, .09, .04), axis="X")
box((-9, -4.2, -1.6), (9, -4.0, -.35), apron, .02)

# ---- wall
t = material("wall")
uv = t.coords()
n = t.add("TexNoise", Vector=uv, Scale=.5, Detail=8.0, Roughness=.65)
n2 = t.add("TexNoise", Vector=uv, Scale=9.0, Detail=8.0)
setp(t, Base_Color=t.ramp(n.outputs[0], [(.3, (.10, .12, .115)), (.7, (.20, .215, .20))]), Roughness=.85, Specular=.2,
     Normal=t.bump(n2.outputs[0], .35, .08))
mesh("wall", [(-30, 6.5, -9), (30, 6.5, -9), (30, 6.5, 20), (-30, 6.5, 20)], [(0, 1, 2, 3)], t.mat)


# ---- bottle
t = material("bottle glass")
setp(t, Base_Color=(.10, .22, .07), Roughness=.02, Transmission=1.0, IOR=1.5)
BG = t.mat
prof = [(0, .10), (.25, .03), (.36, .0), (.40, .05), (.41, .3), (.41, 1.9), (.40, 2.1), (.33, 2.32), (.21, 2.5), (.155, 2.7), (.145, 3.15),
        (.175, 3.16), (.175, 3.27), (.145, 3.28), (.13, 3.29), (.12, 3.25), (.115, 2.7), (.30, 2.3), (.375, 2.05), (.38, .2), (0, .15)]
S = 1.22
BX, BY = -1.75, 1.5
lathe([(r * S, z * S) for r, z in prof], BG, 64, (BX, BY, 0), 1)
t = material("wine")
setp(t, Base_Color=(.035, .004, .006), Roughness=.1, Transmission=.15)
lathe([(r * S * .985, z * S) for r, z in [(0, .17), (.375, .2), (.375, 1.75), (.33, 1.78), (0, 1.78)]], t.mat, 64, (BX, BY, 0))
t = material("label")
uv = t.coords()
sp = t.add("SeparateXYZ", Vector=uv)
fib = t.add("TexNoise", Vector=uv, Scale=25.0, Detail=5.0)
paper = t.ramp(fib.outputs[0], [(.3, (.62, .55, .42)), (.7, (.76, .70, .56))])
# a printed frame, a vineyard band and lines of "text"
line = t.math("MULTIPLY", t.math("GREATER_THAN", t.math("SINE", t.math("MULTIPLY", sp.outputs[2], 62.0)), .55),
              t.math("GREATER_THAN", t.add("TexNoise", Vector=t.add("Mapping", Vector=uv, Scale=(1, 1, .1)).outputs[0], Scale=14.0).outputs[0], .44))
low = t.math("LESS_THAN", sp.outputs[2], 1.15)
edge = t.math("GREATER_THAN", t.math("ABSOLUTE", t.math("SUBTRACT", sp.outputs[2], 1.45)), .66)
col = t.mix(t.math("MULTIPLY", line, low), paper, (.12, .08, .06))
col = t.mix(edge, col, (.30, .035, .03))
setp(t, Base_Color=col, Roughness=.7)
a = np.linspace(-2.5, -.35, 40)
v = [(.415 * S * math.cos(x), .415 * S * math.sin(x), z) for x in a for z in (.75, 2.15)]
o = mesh("label", v, grid(40, 2), t.mat, True)
o.location = (BX, BY, 0)
cork = noisy("capsule", (.16, .02, .02), (.09, .012, .012), rough=.35, bump=.1, metal=.3)
lathe([(r * S, z * S) for r, z in [(.16, 2.62), (.152, 3.1), (.182, 3.13), (.182, 3.27), (.14, 3.31), (0, 3.31)]], cork, 48, (BX, BY, 0))

# ---- wine glass
t = material("glass")
setp(t, Base_Color=(.97, .98, .98), Roughness=.0, Transmission=1.0, IOR=1.45)
GX, GY = 1.75, .55
prof = [(0, 0), (.46, .0), (.47, .02), (.25, .06), (.07, .14), (.05, .3), (.045, 1.0), (.07, 1.15), (.28, 1.3), (.46, 1.6), (.50, 1.95), (.46, 2.35),
        (.40, 2.66), (.385, 2.67), (.44, 2.35), (.48, 1.95), (.44, 1.62), (.27, 1.34), (.0, 1.24)]
lathe(prof, t.mat, 64, (GX, GY, 0), 1)
t = material("red wine")
setp(t, Base_Color=(.30, .008, .02), Roughness=.0, Transmission=1.0, IOR=1.34)
lathe([(0, 1.25), (.268, 1.345), (.435, 1.62), (.470, 1.86), (.46, 1.86), (0, 1.855)], t.mat, 64, (GX, GY, 0), 1)


# ---- fruit
def fruit(kind, loc, s, rot, mat, dimple=.22, base=.12, tall=.92, seg=64):
    """Body of revolution with a stem dimple, a little irregular."""
    k = np.linspace(0, math.pi, 40)
    r = np.sin(k)
    z = -np.cos(k) * tall
    if kind == "apple":
        r = r * (1 + .10 * (-np.cos(k)))
        z = z - dimple * np.exp(-((math.pi - k) / .42) ** 2) * 1.6 + base * np.exp(-(k / .35) ** 2)
    if kind == "pear":
        z = -np.cos(k) * 1.25 + .1
        r = np.sin(k) * (1 - .40 * np.clip((z + .1) / 1.2, 0, 1) ** .8 * 1.15)
        z = z - .10 * np.exp(-((math.pi - k) / .3) ** 2)
    if kind == "lemon":
        z = -np.cos(k) * 1.22 - .16 * np.exp(-(k / .25) ** 2) + .2 * np.exp(-((math.pi - k) / .22) ** 2)
    ob = lathe(np.stack([r, z], -1), mat, seg)
    v = np.empty(len(ob.data.vertices) * 3)
    ob.data.vertices.foreach_get("co", v)
    v = v.reshape(-1, 3)
    ang = np.arctan2(v[:, 1], v[:, 0])
    q = rng.random() * 6
    f = 1 + .025 * np.cos(5 * ang + q) * (v[:, 2] > -2) * (kind == "apple") + .04 * np.sin(2 * ang + q + v[:, 2])
    v[:, :2] *= f[:, None]
    if kind == "pear":
        v[:, 0] += .10 * np.clip(v[:, 2], 0, 2) ** 2
    ob.data.vertices.foreach_set("co", v.ravel())
    ob.location, ob.rotation_euler, ob.scale = loc, rot, (s, s, s)
    top = {"apple": tall - dimple * 1.5, "pear": 1.2, "lemon": 9}[kind]
    if top < 5:
        x0 = .10 * 1.44 if kind == "pear" else 0
        st = tube([(x0, 0, top - .05), (x0 + .02, 0, top + .25), (x0 + .09, .02, top + .48)], [.045, .035, .05], STEM, 8)
        st.location, st.rotation_euler, st.scale = loc, rot, (s, s, s)
    return ob


STEM = noisy("stem", (.10, .06, .03), (.05, .03, .015), scale=8)


def skin(name, c1, c2, c3, streak=True, rough=.28, speck=.35, bump=.04, bscale=40):
    t = material(name)
    uv = t.coords()
    sp = t.coords((3.2, 3.2, .35) if streak else (1, 1, 1))
    n = t.add("TexNoise", Vector=sp, Scale=2.6, Detail=7.0, Roughness=.65)
    b = t.add("TexNoise", Vector=uv, Scale=.9, Detail=2.0)
    f = t.math("ADD", t.math("MULTIPLY", n.outputs[0], .55), t.math("MULTIPLY", b.outputs[0], .5))
    col = t.ramp(f, [(.40, c1), (.52, c2), (.63, c3)])
    vo = t.add("TexVoronoi", Vector=uv, Scale=11.0)
    dots = t.ramp(vo.outputs["Distance"], [(.03, (1, 1, 1)), (.09, (0, 0, 0))])
    col = t.mix(t.math("MULTIPLY", dots, speck), col, (.75, .62, .35))
    bn = t.add("TexNoise", Vector=uv, Scale=bscale, Detail=4.0)
    setp(t, Base_Color=col, Roughness=rough,
         Normal=t.bump(bn.outputs[0], bump * 4, .02))
    return t.mat


RED = skin("red apple", (.50, .26, .05), (.42, .03, .02), (.22, .010, .012))
RED2 = skin("red apple 2", (.55, .38, .08), (.50, .09, .03), (.30, .015, .012))
GREEN = skin("green apple", (.30, .36, .05), (.36, .42, .08), (.52, .45, .10), rough=.32)
PEAR = skin("pear", (.42, .36, .07), (.50, .42, .10), (.36, .19, .05), streak=False, rough=.42, speck=.45)
LEMON = skin("lemon", (.70, .47, .02), (.75, .53, .04), (.72, .55, .06), streak=False, speck=0, bump=.22, bscale=9)
ORANGE = skin("orange", (.70, .22, .01), (.74, .25, .015), (.70, .27, .02), streak=False, speck=0, bump=.25, bscale=11)

# bowl
CER = noisy("ceramic", (.55, .56, .54), (.40, .42, .42), scale=1.2, rough=.22, bump=.06, bump_scale=6, contrast=.2)
CX, CY = .05, 1.75
lathe([(0, .06), (.55, .05), (.60, .0), (.68, .0), (.70, .12), (1.15, .42), (1.48, .86), (1.56, 1.10), (1.60, 1.12), (1.61, 1.06), (1.52, .82),
       (1.18, .36), (.7, .2), (0, .16)][::-1], CER, 96, (CX, CY, 0), 1)
BAND = noisy("band", (.035, .08, .19), (.05, .11, .24), rough=.22, bump=0)
lathe([(1.30, .625), (1.475, .845), (1.485, .86)], BAND, 96, (CX, CY, 0), 1).scale = (1.005, 1.005, 1)
lathe([(1.40, .76), (1.43, .80)], BAND, 96, (CX, CY, -.22), 1).scale = (.93, .93, 1)
fruit("apple", (CX - .62, CY - .42, 1.02), .58, (.25, -.2, 0), RED)
fruit("apple", (CX + .55, CY - .52, .98), .55, (.5, .5, 1), GREEN)
fruit("apple", (CX + .02, CY + .55, 1.05), .60, (0, .2, 2), RED2)
fruit("pear", (CX - .02, CY - .1, 1.62), .50, (-.25, .55, .6), PEAR)
fruit("apple", (CX + .78, CY + .35, 1.12), .52, (0, .4, 2), ORANGE, dimple=.04, base=.02)
fruit("apple", (CX - .85, CY + .40, 1.08), .50, (0, -.3, 2), GREEN)
# on the table
fruit("apple", (.85, -.95, .54), .58, (.35, .22, .4), RED2)
fruit("pear", (2.95, 1.3, .64), .62, (.04, -.06, 2.2), PEAR)
lem = fruit("lemon", (-.78, -1.15, .47), .46, (1.45, .15, .9), LEMON)

# half a lemon, its cut face to the camera
t = material("lemon cut")
uv = t.coords()
sp = t.add("SeparateXYZ", Vector=uv)
rad = t.math("SQRT", t.math("ADD", t.math("POWER", sp.outputs[0], 2.0), t.math("POWER", sp.outputs[1], 2.0)))
ang = t.math("ARCTAN2", sp.outputs[1], sp.outputs[0])
seg = t.math("ABSOLUTE", t.math("SINE", t.math("MULTIPLY", ang, 4.5)))
wedge = t.math("MULTIPLY", t.math("GREATER_THAN", t.math("MULTIPLY", seg, rad), .055), t.math("MULTIPLY", t.math("LESS_THAN", rad, .86), t.math("GREATER_THAN", rad, .10)))
pulp = t.add("TexNoise", Vector=t.add("CombineXYZ", X=t.math("MULTIPLY", ang, 6.0), Y=t.math("MULTIPLY", rad, 2.0)).outputs[0], Scale=3.0, Detail=3.0)
col = t.mix(wedge, (.82, .76, .50), t.ramp(pulp.outputs[0], [(.3, (.62, .43, .03)), (.7, (.80, .66, .16))]))
setp(t, Base_Color=col, Roughness=.18, Normal=t.bump(pulp.outputs[0], .4, .05))
k = np.linspace(0, math.pi / 2, 24)
half = lathe(np.stack([np.sin(k), -np.cos(k) * 1.2 - .15 * np.exp(-(k / .25) ** 2)], -1), LEMON, 64)
face = lathe([(.0, .0), (.5, .005), (.95, .0), (1.0, -.02)], t.mat, 64)
for o in (half, face):
    o.location, o.rotation_euler, o.scale = (.10, -1.95, .40), (1.12, 0, -.35), (.43,) * 3

# grapes: a heap sorted by relaxing spheres
t = material("grape")
oi = t.add("ObjectInfo").outputs["Random"]
bl = t.add("TexNoise", Vector=t.coords(), Scale=1.5, Detail=5.0)
c = t.mix(oi, (.045, .012, .05), (.13, .02, .05))
setp(t, Base_Color=t.mix(t.ramp(bl.outputs[0], [(.45, (0, 0, 0)), (.8, (.35,) * 3)]), c, (.26, .26, .36)), Roughness=.3)
N, R = 64, .20
p = np.stack([rng.uniform(-1.0, 1.0, N), rng.uniform(-.5, .5, N), rng.uniform(.2, 1.0, N)], -1)
for it in range(500):
    d = p[:, None] - p[None]
    L = np.linalg.norm(d, axis=-1) + np.eye(N)
    push = np.clip(2 * R * .97 - L, 0, None)
    np.fill_diagonal(push, 0)
    p += (d / L[..., None] * push[..., None]).sum(1) * .35
    p[:, 2] -= .008
    p[:, :2] *= (.997, .993)
    p[:, 2] = np.maximum(p[:, 2], R)
g0 = lathe(np.stack([np.sin(np.linspace(0, math.pi, 20)), -np.cos(np.linspace(0, math.pi, 20)) * 1.08], -1), t.mat, 32)
hide(g0)
for q in p:
    o = copy(g0, (q[0] - 2.45, q[1] - .35, q[2]), rng.uniform(0, 6, 3), R * rng.uniform(.9, 1.04))
    o.hide_render = False
tube([(-2.3, -.4, .75), (-2.15, -.3, 1.1), (-2.0, -.2, 1.25), (-1.8, -.15, 1.28)], [.035, .03, .035, .06], STEM)

# ---- cloth: simulated, dropped over a few hidden lumps and hanging over the table edge
t = material("linen")
uv = t.add("TexCoord").outputs["UV"]
wx = t.add("TexWave", Vector=uv, Scale=55.0, bands_direction="X")
wy = t.add("TexWave", Vector=uv, Scale=55.0, bands_direction="Y")
weave = t.math("MULTIPLY", wx.outputs[0], wy.outputs[0])
sp = t.add("SeparateXYZ", Vector=uv)
bx = t.math("LESS_THAN", t.math("ABSOLUTE", t.math("SUBTRACT", t.math("ABSOLUTE", t.math("SUBTRACT", sp.outputs[0], .5)), .40)), .016)
bx2 = t.math("LESS_THAN", t.math("ABSOLUTE", t.math("SUBTRACT", t.math("ABSOLUTE", t.math("SUBTRACT", sp.outputs[0], .5)), .435)), .006)
stripe = t.math("MAXIMUM", bx, bx2)
col = t.mix(t.math("MULTIPLY", stripe, .85), (.70, .68, .62), (.10, .16, .30))
col = t.mix(.12, col, t.add("TexNoise", Vector=uv, Scale=60.0, Detail=4.0).outputs[0], "MULTIPLY")
setp(t, Base_Color=col, Roughness=.9, Specular=.15, Sheen=.3, Normal=t.bump(weave, .25, .02))
n = 110
x = np.linspace(-2.3, 2.3, n)
y = np.linspace(-1.9, 1.9, n)
X, Y = np.meshgrid(x, y, indexing="ij")
c, s = math.cos(.42), math.sin(.42)
Z = .55 + .30 * fbm(X * .9, Y * .9, 3, seed=12) + .5
cloth = mesh("cloth", np.stack([X * c - Y * s + 1.7, X * s + Y * c - 3.15, Z], -1).reshape(-1, 3), grid(n, n), t.mat, True)
u = cloth.data.uv_layers.new()
li = np.empty(len(cloth.data.loops), np.int32)
cloth.data.loops.foreach_get("vertex_index", li)
UV = np.stack([(X - x[0]) / 4.6, (Y - y[0]) / 4.6], -1).reshape(-1, 2)
u.data.foreach_set("uv", UV[li].ravel())
lumps = [box((-9, -4.4, -.6), (9, 5, .0))]
for px, py, pr in [(.6, -2.6, .22), (2.3, -2.4, .30), (1.5, -3.4, .18), (3.2, -3.2, .2)]:
    bpy.ops.mesh.primitive_uv_sphere_add(radius=pr, location=(px, py, pr * .4), segments=24, ring_count=12)
    lumps.append(bpy.context.object)
for o in lumps:
    o.hide_render = True
    o.modifiers.new("col", "COLLISION")
    o.collision.thickness_outer = .015
    o.collision.cloth_friction = 30
m = cloth.modifiers.new("cloth", "CLOTH")
m.settings.quality = 6
m.settings.mass = .15
m.settings.tension_stiffness = 12
m.settings.compression_stiffness = 12
m.settings.shear_stiffness = 4
m.settings.bending_stiffness = .12
m.settings.time_scale = .55
m.collision_settings.distance_min = .012
m.collision_settings.use_self_collision = True
m.collision_settings.self_distance_min = .012
# squeeze: a shrink in the sheet's middle makes folds
m.settings.shrink_min = -.03
sc = bpy.context.scene
for f in range(1, 46):
    sc.frame_set(f)
dg = bpy.context.evaluated_depsgraph_get()
me = bpy.data.meshes.new_from_object(cloth.evaluated_get(dg))
cloth.modifiers.clear()
cloth.data = me
so = cloth.modifiers.new("thick", "SOLIDIFY")
so.thickness = .02
sd = cloth.modifiers.new("subd", "SUBSURF")
sd.levels = sd.render_levels = 1
for o in lumps:
    bpy.data.objects.remove(o)

# ---- a knife on the cloth side
STEEL = noisy("steel", (.6, .6, .6), (.5, .5, .5), rough=.18, metal=1.0, bump=.02)
HAND = wood("handle", (.03, .015, .008), (.10, .05, .025), axis="X", scale=3)
kn = mesh("blade", [(0, -.13, .03), (1.5, -.12, .03), (1.95, .10, .03), (0, .12, .03), (0, -.13, .045), (1.5, -.12, .045), (1.95, .10, .045), (0, .12, .06)],
          [(3, 2, 1, 0), (4, 5, 6, 7), (0, 1, 5, 4), (1, 2, 6, 5), (2, 3, 7, 6), (3, 0, 4, 7)], STEEL)
hd = box((-1.15, -.13, .0), (0.02, .13, .16), HAND, .05)
hd.location = (-.565, 0, .09)
e = bpy.data.objects.new("knife", None)
sc.collection.objects.link(e)
kn.parent = hd.parent = e
e.location, e.rotation_euler = (-2.0, -2.35, .01), (0, 0, .32)

# ---- light: a window from the left, a weak fill
area((-7.5, -2.0, 6.0), (0, .5, .6), 3.2, 900, (1, .93, .82), 4.5)
area((8, -6, 5), (0, 0, .8), 6, 110, (.75, .85, 1))
area((-2, 5.5, 8), (0, 1, 0), 2, 60, (1, .9, .8))
bpy.context.scene.world.node_tree.nodes["Background"].inputs[0].default_value = (.5, .6, .7, 1)
bpy.context.scene.world.node_tree.nodes["Background"].inputs[1].default_value = .22
camera((.35, -11.4, 4.2), (.2, .1, 1.32), lens=53, fstop=1.2, focus=(0, -.2, .8))
bpy.context.scene.camera.data.dof.aperture_fstop = 4.0
render(opt, .9, 5, exposure=.7)
